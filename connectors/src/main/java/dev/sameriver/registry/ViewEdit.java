package dev.sameriver.registry;

import dev.sameriver.view.UserError;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The versions of one view while no one else can change them. Everything done here takes effect at
 * once when the transaction commits, or not at all; what changes nothing is not recorded.
 */
public final class ViewEdit {

    private static final String WHERE = "WHERE view = ? AND version = ?";

    private final Connection connection;
    private final String view;
    private final String who;
    private final @Nullable String why;

    ViewEdit(Connection connection, String view, String who, @Nullable String why) {
        this.connection = connection;
        this.view = view;
        this.who = who;
        this.why = why;
    }

    /** The open transaction, for what is to change together with the registry. */
    public Connection connection() {
        return connection;
    }

    /** The versions as they are now, with the changes made here, the first first. */
    public List<Version> versions() throws SQLException {
        return VersionRows.lock(connection, view);
    }

    /**
     * A version as it is now.
     *
     * @throws UserError if it is not declared
     */
    public Version require(int version) throws SQLException {
        return find(version)
                .orElseThrow(
                        () ->
                                new UserError(
                                        "A version must be in the registry, but "
                                                + new VersionKey(view, version)
                                                + " is not: see sameriver versions, or build it"
                                                + " first."));
    }

    private Optional<Version> find(int version) throws SQLException {
        return versions().stream().filter(known -> known.key().version() == version).findFirst();
    }

    void declare(int version, String tableName) throws SQLException {
        boolean added =
                update(
                                "INSERT INTO sameriver.view_version"
                                        + " (view, version, state, table_name)"
                                        + " VALUES (?, ?, 'building', ?) ON CONFLICT DO NOTHING",
                                view,
                                version,
                                tableName)
                        > 0;
        if (added) {
            record(version, "declared with table " + tableName);
            return;
        }
        String table = require(version).tableName();
        if (!table.equals(tableName)) {
            throw new UserError(
                    "A version keeps its table, but "
                            + new VersionKey(view, version)
                            + " has "
                            + table
                            + " and was declared with "
                            + tableName
                            + ": give the view a new version.");
        }
    }

    /**
     * Moves a version to another state.
     *
     * @throws UserError if it has readers and would be building or retired
     */
    public void setState(int version, VersionState state) throws SQLException {
        Version before = require(version);
        if (before.state() == state) {
            return;
        }
        if (state != VersionState.SERVING && before.share() > 0) {
            throw new UserError(
                    "A version that readers see cannot be "
                            + state.text()
                            + ", but "
                            + before.key()
                            + " has a share of "
                            + before.share()
                            + ": promote another version to 100, or roll back, first.");
        }
        update("UPDATE sameriver.view_version SET state = ? " + WHERE, state.text(), view, version);
        record(version, "state " + before.state().text() + " to " + state.text());
    }

    /** Sets how many percent of the readers see a version. */
    public void setShare(int version, int share) throws SQLException {
        Version before = require(version);
        if (before.share() == share) {
            return;
        }
        update("UPDATE sameriver.view_version SET share = ? " + WHERE, share, view, version);
        record(version, "share " + before.share() + " to " + share);
    }

    /** Takes down that a version is promoted now, which a rollback takes back. */
    public void setPromoted(int version) throws SQLException {
        require(version);
        update(
                "UPDATE sameriver.view_version SET promoted_at = clock_timestamp() " + WHERE,
                view,
                version);
    }

    /**
     * Sets the job that keeps a version current, and what names its jars; nulls for none. Another
     * job says itself how far it is in each log.
     */
    public void setJob(int version, @Nullable String job, @Nullable String jars)
            throws SQLException {
        Version before = require(version);
        if (Objects.equals(before.job(), job) && Objects.equals(before.jars(), jars)) {
            return;
        }
        update(
                "UPDATE sameriver.view_version SET job = ?, jars = ? " + WHERE,
                job,
                jars,
                view,
                version);
        if (!Objects.equals(before.job(), job)) {
            LogReports.forget(connection, before.key());
        }
        record(version, job == null ? "no job" : "job " + job);
    }

    /** Sets from which window on a version gives its own rows; nulls for all. */
    public void setCutover(int version, @Nullable Instant at, @Nullable Integer from)
            throws SQLException {
        Version before = require(version);
        if (Objects.equals(before.cutoverAt(), at) && Objects.equals(before.cutoverFrom(), from)) {
            return;
        }
        update(
                "UPDATE sameriver.view_version SET cutover_at = ?, cutover_from = ? " + WHERE,
                at == null ? null : Timestamp.from(at),
                from,
                view,
                version);
        record(version, at == null ? "no cutover" : "cutover from " + from + " at " + at);
    }

    /** What is kept of a version's audits, as {@link #setAudit} took it; empty without one. */
    public Optional<String> audit(int version) throws SQLException {
        return audit(connection, new VersionKey(view, version));
    }

    static Optional<String> audit(Connection connection, VersionKey key) throws SQLException {
        String sql = "SELECT record FROM sameriver.audit " + WHERE;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, key.view());
            statement.setInt(2, key.version());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        }
    }

    /**
     * Takes down what audits found, in the place of what was kept before.
     *
     * @param result as {@link Version#audit} has it
     * @param kept records of audits, a line each
     */
    public void setAudit(int version, String result, String kept) throws SQLException {
        Version before = require(version);
        update(
                "INSERT INTO sameriver.audit (view, version, record) VALUES (?, ?, ?)"
                        + " ON CONFLICT (view, version)"
                        + " DO UPDATE SET record = EXCLUDED.record, at = now()",
                view,
                version,
                kept);
        update("UPDATE sameriver.view_version SET audit = ? " + WHERE, result, view, version);
        if (!result.equals(before.audit())) {
            record(version, "audit " + result);
        }
    }

    /** Records that a version's table was dropped. */
    public void recordDropped(int version) throws SQLException {
        record(version, "table dropped");
    }

    private void record(int version, String what) throws SQLException {
        note(connection, new VersionKey(view, version), who, why, what);
    }

    /**
     * Records something that was done to a version in a transaction of the caller's.
     *
     * @param what in words
     */
    public static void note(
            Connection connection, VersionKey key, String who, @Nullable String why, String what)
            throws SQLException {
        String sql =
                "INSERT INTO sameriver.change (who, why, view, version, what)"
                        + " VALUES (?, ?, ?, ?, ?)";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, who);
            statement.setString(2, why);
            statement.setString(3, key.view());
            statement.setInt(4, key.version());
            statement.setString(5, what);
            statement.executeUpdate();
        }
    }

    private int update(String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement.executeUpdate();
        }
    }
}
