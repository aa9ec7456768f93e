package dev.sameriver.upgrade;

import dev.sameriver.connect.PostgresServer;
import dev.sameriver.connect.Settings;
import dev.sameriver.registry.VersionKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Tells the table of backfills which job keeps a version current now, and how it runs, so that what
 * goes on from there, as {@code resume} does, goes on from this job.
 */
final class BackfillNote {

    private BackfillNote() {}

    /**
     * Notes a job that is about to be started; a version that was never backfilled has no note.
     *
     * @param savepoint what the job starts from
     * @param checkpoints the folder of the job's checkpoints; null if the cluster keeps none
     */
    static void put(
            Settings settings,
            VersionKey key,
            String job,
            String savepoint,
            @Nullable String checkpoints,
            StartedAs as) {
        PostgresServer server = PostgresServer.of(settings);
        String sql =
                "UPDATE sameriver.backfill SET job = ?, restore = ?, checkpoints = ?,"
                        + " savepoints = NULL, parallelism = ?, heartbeat_ms = ?,"
                        + " checkpoints_ms = ?, max_rate = ? WHERE view = ? AND version = ?";
        try (Connection connection = server.connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, job);
            statement.setString(2, savepoint);
            statement.setString(3, checkpoints);
            statement.setInt(4, as.parallelism());
            statement.setLong(5, Duration.parse(as.heartbeat()).toMillis());
            statement.setLong(6, Duration.parse(as.checkpoints()).toMillis());
            statement.setLong(7, as.maxRate());
            statement.setString(8, key.view());
            statement.setInt(9, key.version());
            statement.executeUpdate();
        } catch (SQLException e) {
            throw server.failed("note the job of " + key, e);
        }
    }
}
