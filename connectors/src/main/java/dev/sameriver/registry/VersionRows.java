package dev.sameriver.registry;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads versions in a transaction of the caller's, so that what else it reads fits them. */
public final class VersionRows {

    private static final String COLUMNS =
            "SELECT view, version, state, share, table_name, job, jars, position, watermark,"
                    + " reported_at, audit, cutover_at, cutover_from, promoted_at"
                    + " FROM sameriver.view_version";
    private static final String OF_VIEW = COLUMNS + " WHERE view = ? ORDER BY version";
    private static final String OF_ALL = COLUMNS + " ORDER BY view, version";

    private VersionRows() {}

    /** All versions of a view, the first first; empty if there is no such view. */
    public static List<Version> of(Connection connection, String view) throws SQLException {
        return select(connection, OF_VIEW, view);
    }

    /** All versions of all views, by view and version. */
    public static List<Version> all(Connection connection) throws SQLException {
        return select(connection, OF_ALL, null);
    }

    /** The versions of a view, which no one else can change until this transaction ends. */
    static List<Version> lock(Connection connection, String view) throws SQLException {
        return select(connection, OF_VIEW + " FOR UPDATE", view);
    }

    private static List<Version> select(Connection connection, String sql, @Nullable String view)
            throws SQLException {
        List<Version> versions = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            if (view != null) {
                statement.setString(1, view);
            }
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    versions.add(version(row));
                }
            }
        }
        return versions;
    }

    private static Version version(ResultSet row) throws SQLException {
        return new Version(
                new VersionKey(row.getString("view"), row.getInt("version")),
                VersionState.of(row.getString("state")),
                row.getInt("share"),
                row.getString("table_name"),
                row.getString("job"),
                row.getString("jars"),
                PositionJson.read(row.getString("position")),
                instant(row, "watermark"),
                instant(row, "reported_at"),
                row.getString("audit"),
                instant(row, "cutover_at"),
                row.getObject("cutover_from", Integer.class),
                instant(row, "promoted_at"));
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
