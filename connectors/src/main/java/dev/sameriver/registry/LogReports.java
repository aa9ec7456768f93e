package dev.sameriver.registry;

import dev.sameriver.source.LogProgress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;

/**
 * What the job of a version said last of each of its logs. A job that is started anew says all of
 * it again, so what another one said is forgotten.
 */
final class LogReports {

    private LogReports() {}

    /** Puts what a job says of a log in the place of what it said before. */
    static void put(Connection connection, VersionKey key, LogProgress progress)
            throws SQLException {
        String sql =
                """
                INSERT INTO sameriver.version_log
                    (view, version, log, checkpoint, offsets, clock_ms, caught_up)
                VALUES (?, ?, ?, ?, ?::jsonb, ?, ?) ON CONFLICT (view, version, log) DO UPDATE SET
                    checkpoint = EXCLUDED.checkpoint, offsets = EXCLUDED.offsets,
                    clock_ms = EXCLUDED.clock_ms, caught_up = EXCLUDED.caught_up
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, key.view());
            statement.setInt(2, key.version());
            statement.setString(3, progress.log());
            statement.setLong(4, progress.checkpoint());
            statement.setString(
                    5, PositionJson.write(LogPosition.of(progress.log(), progress.offsets())));
            statement.setLong(6, progress.clock());
            statement.setBoolean(7, progress.caughtUp());
            statement.executeUpdate();
        }
    }

    /** What is known of each log of a version. */
    static List<LogProgress> of(Connection connection, VersionKey key) throws SQLException {
        String sql =
                "SELECT log, checkpoint, offsets, clock_ms, caught_up FROM sameriver.version_log"
                        + " WHERE view = ? AND version = ?";
        List<LogProgress> reports = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, key.view());
            statement.setInt(2, key.version());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    reports.add(progress(row));
                }
            }
        }
        return reports;
    }

    private static LogProgress progress(ResultSet row) throws SQLException {
        String log = row.getString("log");
        SortedMap<Integer, Long> offsets =
                PositionJson.read(row.getString("offsets"))
                        .offsets()
                        .getOrDefault(log, Collections.emptySortedMap());
        return new LogProgress(
                log,
                row.getLong("checkpoint"),
                offsets,
                row.getLong("clock_ms"),
                row.getBoolean("caught_up"));
    }

    static void forget(Connection connection, VersionKey key) throws SQLException {
        String sql = "DELETE FROM sameriver.version_log WHERE view = ? AND version = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, key.view());
            statement.setInt(2, key.version());
            statement.executeUpdate();
        }
    }
}
