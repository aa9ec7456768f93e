package dev.sameriver.registry;

import dev.sameriver.connect.PostgresServer;
import dev.sameriver.connect.Settings;
import dev.sameriver.source.LogProgress;
import dev.sameriver.view.UserError;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The registry of views and versions in a Postgres database.
 *
 * <p>Every call is one transaction on a connection of its own, so a registry may be shared by
 * threads, and holds nothing open between calls. Every call throws a {@link UserError} if Postgres
 * is away.
 *
 * <p>An example: {@code registry.declare(key, "airport_delays_v2", Caller.name(), null)} before the
 * backfill, {@code registry.setState(key, VersionState.SHADOW, ...)} when it is complete, and
 * {@code registry.report(key, position, watermark)} at every checkpoint.
 */
public final class Registry {

    /** How long a change waits for another one of the same view. */
    private static final int LOCK_SECONDS = 5;

    private static final int LOCK_MILLIS = LOCK_SECONDS * 1_000;

    /** How long one of several tries holds what others may need, and how long they have it then. */
    private static final int TRY_MILLIS = 100;

    private static final String LOCK_TIMED_OUT = "55P03";

    private final PostgresServer server;

    private Registry(PostgresServer server) {
        this.server = server;
    }

    /**
     * Opens the registry in the Postgres of the settings, and makes its tables if they are missing.
     *
     * @throws UserError if Postgres is not set, or away
     */
    public static Registry open(Settings settings) {
        Registry registry = new Registry(PostgresServer.of(settings));
        registry.transaction(
                "open the registry",
                connection -> {
                    RegistrySchema.create(connection);
                    return true;
                });
        return registry;
    }

    /** The versions of a view, the first first; empty if there is no such view. */
    public List<Version> versions(String view) {
        return transaction(
                "read the versions of " + view, connection -> VersionRows.of(connection, view));
    }

    /** The versions of all views, by view and version. */
    public List<Version> versions() {
        return transaction("read the registry", VersionRows::all);
    }

    /** A version, if it is declared. */
    public Optional<Version> find(VersionKey key) {
        return versions(key.view()).stream()
                .filter(version -> version.key().equals(key))
                .findFirst();
    }

    /**
     * Makes a version known, in the state {@link VersionState#BUILDING}; one that is known stays as
     * it is.
     *
     * @param why null for no reason
     * @throws UserError if it is known with another table
     */
    public void declare(VersionKey key, String tableName, String who, @Nullable String why) {
        edit(key.view(), who, why, view -> view.declare(key.version(), tableName));
    }

    /**
     * Moves a version to another state.
     *
     * @throws UserError if it is not declared, or has readers and would be building or retired
     */
    public void setState(VersionKey key, VersionState state, String who, @Nullable String why) {
        edit(key.view(), who, why, view -> view.setState(key.version(), state));
    }

    /**
     * Sets the job that keeps a version current; null for none.
     *
     * @param jars what names the jars that it was started with; null if they are not kept
     * @throws UserError if the version is not declared
     */
    public void setJob(
            VersionKey key,
            @Nullable String job,
            @Nullable String jars,
            String who,
            @Nullable String why) {
        edit(key.view(), who, why, view -> view.setJob(key.version(), job, jars));
    }

    /** Moves a version that is building into the shadow; any other stays as it is. */
    public void caughtUp(VersionKey key, String who) {
        edit(
                key.view(),
                who,
                "has caught up",
                view -> {
                    if (view.require(key.version()).state() == VersionState.BUILDING) {
                        view.setState(key.version(), VersionState.SHADOW);
                    }
                });
    }

    /** A version, if there is a registry and it is declared; makes no tables. */
    public static Optional<Version> peek(Settings settings, VersionKey key) {
        Registry registry = new Registry(PostgresServer.of(settings));
        return registry.transaction(
                "read the registry",
                connection ->
                        RegistrySchema.isThere(connection)
                                ? VersionRows.of(connection, key.view()).stream()
                                        .filter(version -> version.key().equals(key))
                                        .findFirst()
                                : Optional.empty());
    }

    /** What is kept of a version's audits; empty without one. Makes no tables. */
    public static Optional<String> peekAudit(Settings settings, VersionKey key) {
        Registry registry = new Registry(PostgresServer.of(settings));
        return registry.transaction(
                "read the audits of " + key,
                connection ->
                        RegistrySchema.isThere(connection)
                                ? ViewEdit.audit(connection, key)
                                : Optional.empty());
    }

    /** The versions of all views, if there is a registry; makes no tables. */
    public static List<Version> peekAll(Settings settings) {
        Registry registry = new Registry(PostgresServer.of(settings));
        return registry.transaction(
                "read the registry",
                connection ->
                        RegistrySchema.isThere(connection)
                                ? VersionRows.all(connection)
                                : List.of());
    }

    /**
     * Changes a view in one transaction, after whoever changes it now.
     *
     * @throws UserError if another change of this view takes longer than {@value #LOCK_SECONDS} s
     */
    public void edit(String view, String who, @Nullable String why, Edit edit) {
        transaction(
                "change " + view,
                connection -> {
                    patience(connection, LOCK_MILLIS);
                    return edit(connection, view, who, why, edit);
                });
    }

    /**
     * Changes a view as {@link #edit} does, but does not hold its versions while something else is
     * waited for, so that what is urgent need not wait too: it is tried again and again, each time
     * for at most {@value #TRY_MILLIS} ms.
     *
     * @param edit called once for each try; only what the last one did takes effect
     * @throws UserError if no try within {@value #LOCK_SECONDS} s gets what it needs
     */
    public void editInTries(String view, String who, @Nullable String why, Edit edit) {
        String what = "change " + view;
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LOCK_SECONDS);
        while (true) {
            try {
                once(
                        connection -> {
                            patience(connection, TRY_MILLIS);
                            return edit(connection, view, who, why, edit);
                        });
                return;
            } catch (SQLException e) {
                if (!LOCK_TIMED_OUT.equals(e.getSQLState()) || System.nanoTime() > end) {
                    throw failed(what, e);
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(TRY_MILLIS));
            }
        }
    }

    private static boolean edit(
            Connection connection, String view, String who, @Nullable String why, Edit edit)
            throws SQLException {
        VersionRows.lock(connection, view);
        edit.apply(new ViewEdit(connection, view, who, why));
        return true;
    }

    /**
     * Takes down how far a version has come. Neither a partition nor the watermark goes backwards,
     * as a report may arrive late, unless the version is building, perhaps once more. One that has
     * been built and is behind again gives no early results, so its position waits until it has
     * caught up.
     *
     * @param caughtUp whether it is at the log's end
     * @param watermark up to when windows are final; null if not known
     * @return the version's state
     * @throws UserError if the version is not declared
     */
    public VersionState report(
            VersionKey key, LogPosition position, @Nullable Instant watermark, boolean caughtUp) {
        return transaction(
                "take the position of " + key,
                connection -> {
                    Reported before = lockReported(connection, key);
                    take(connection, key, before, new VersionReport(position, watermark, caughtUp));
                    return before.state;
                });
    }

    /**
     * Takes down how far a version has come in one of its logs. What {@link #report(VersionKey,
     * LogPosition, Instant, boolean)} says holds for what is known of all of them: the watermark is
     * the least of the logs' clocks.
     *
     * @param logs all that the version reads
     * @return whether it is building, and is at the end of all of its logs now
     * @throws UserError if the version is not declared
     */
    public boolean report(VersionKey key, Set<String> logs, LogProgress progress) {
        return transaction(
                "take the position of " + key,
                connection -> {
                    Reported before = lockReported(connection, key);
                    LogReports.put(connection, key, progress);
                    VersionReport report = VersionReport.of(logs, LogReports.of(connection, key));
                    take(connection, key, before, report);
                    return before.state == VersionState.BUILDING && report.caughtUp();
                });
    }

    /**
     * Whether a version is known to be behind the end of one of its logs: it is building, or its
     * job has said so since.
     *
     * @param logs all that the version reads
     */
    public boolean isBehind(VersionKey key, Set<String> logs) {
        return transaction(
                "read how far " + key + " is",
                connection -> {
                    boolean isBuilding =
                            VersionRows.of(connection, key.view()).stream()
                                    .filter(version -> version.key().equals(key))
                                    .anyMatch(version -> version.state() == VersionState.BUILDING);
                    List<LogProgress> reports = LogReports.of(connection, key);
                    return isBuilding
                            || (!reports.isEmpty() && !VersionReport.of(logs, reports).caughtUp());
                });
    }

    private static void take(
            Connection connection, VersionKey key, Reported before, VersionReport report)
            throws SQLException {
        boolean isBuilding = before.state == VersionState.BUILDING;
        LogPosition furthest =
                isBuilding
                        ? report.position()
                        : report.caughtUp()
                                ? before.position.furthest(report.position())
                                : before.position;
        Instant watermark = report.watermark();
        boolean keeps =
                !isBuilding
                        && before.watermark != null
                        && (watermark == null || before.watermark.isAfter(watermark));
        store(connection, key, furthest, keeps ? before.watermark : watermark);
    }

    private static void patience(Connection connection, int millis) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL lock_timeout = '" + millis + "ms'");
        }
    }

    private static Reported lockReported(Connection connection, VersionKey key)
            throws SQLException {
        patience(connection, LOCK_MILLIS);
        String sql =
                "SELECT state, position, watermark FROM sameriver.view_version"
                        + " WHERE view = ? AND version = ? FOR UPDATE";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, key.view());
            statement.setInt(2, key.version());
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new UserError(
                            "A version must be in the registry before it reports, but "
                                    + key
                                    + " is not: build it first.");
                }
                return new Reported(
                        VersionState.of(row.getString("state")),
                        PositionJson.read(row.getString("position")),
                        VersionRows.instant(row, "watermark"));
            }
        }
    }

    private static void store(
            Connection connection,
            VersionKey key,
            LogPosition position,
            @Nullable Instant watermark)
            throws SQLException {
        String sql =
                "UPDATE sameriver.view_version SET position = ?::jsonb, watermark = ?,"
                        + " reported_at = now() WHERE view = ? AND version = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, PositionJson.write(position));
            statement.setTimestamp(2, watermark == null ? null : Timestamp.from(watermark));
            statement.setString(3, key.view());
            statement.setInt(4, key.version());
            statement.executeUpdate();
        }
    }

    /** All changes of a view's versions, the oldest first. */
    public List<Change> changes(String view) {
        return transaction(
                "read the changes of " + view,
                connection -> {
                    String sql =
                            "SELECT id, at, who, why, version, what FROM sameriver.change"
                                    + " WHERE view = ? ORDER BY id";
                    List<Change> changes = new ArrayList<>();
                    try (PreparedStatement statement = connection.prepareStatement(sql)) {
                        statement.setString(1, view);
                        try (ResultSet row = statement.executeQuery()) {
                            while (row.next()) {
                                changes.add(change(view, row));
                            }
                        }
                    }
                    return changes;
                });
    }

    private static Change change(String view, ResultSet row) throws SQLException {
        return new Change(
                row.getLong("id"),
                Objects.requireNonNull(VersionRows.instant(row, "at")),
                row.getString("who"),
                row.getString("why"),
                new VersionKey(view, row.getInt("version")),
                row.getString("what"));
    }

    private <T> T transaction(String what, Work<T> work) {
        try {
            return once(work);
        } catch (SQLException e) {
            throw failed(what, e);
        }
    }

    /** Commits what the work did; a failure, and an end of this process, leaves nothing of it. */
    private <T> T once(Work<T> work) throws SQLException {
        try (Connection connection = server.connect()) {
            connection.setAutoCommit(false);
            T result = work.apply(connection);
            connection.commit();
            return result;
        }
    }

    private UserError failed(String what, SQLException e) {
        return LOCK_TIMED_OUT.equals(e.getSQLState())
                ? new UserError(
                        "One command at a time changes a view, but Postgres could not "
                                + what
                                + " as another one, or a long query of the view, held it for "
                                + LOCK_SECONDS
                                + " s: try again when that has ended.",
                        e)
                : server.failed(what, e);
    }

    /** What is done to a view while no one else changes it. */
    @FunctionalInterface
    public interface Edit {
        void apply(ViewEdit view) throws SQLException;
    }

    /** What is done in a transaction. */
    private interface Work<T> {
        T apply(Connection connection) throws SQLException;
    }

    /** What a version reported last. */
    private record Reported(
            VersionState state, LogPosition position, @Nullable Instant watermark) {}
}
