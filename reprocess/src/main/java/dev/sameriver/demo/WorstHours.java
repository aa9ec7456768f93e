package dev.sameriver.demo;

import dev.sameriver.connect.Settings;
import dev.sameriver.run.Sums;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Locale;

/** The ten airport-hours with the most minutes of delay, as the live table has them now. */
final class WorstHours {

    private final Settings settings;
    private final String query;

    WorstHours(Settings settings, String table) {
        this.settings = settings;
        this.query =
                """
                SELECT origin, to_char(window_start AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI') AS hour,
                       flights, delayed, delay_minutes, max_delay, is_final
                FROM (SELECT DISTINCT ON (origin, date_trunc('day', window_start)) *
                      FROM %s ORDER BY origin, date_trunc('day', window_start), delay_minutes DESC) worst
                ORDER BY delay_minutes DESC, origin, window_start LIMIT 10
                """
                        .formatted(table);
    }

    /** Prints them, under a line that says how far the job is. */
    void print(Sums sums, PrintStream out) throws SQLException {
        out.printf(
                Locale.ROOT,
                "%n%,d events read (counted %,d, late %,d, dead %,d), latest %s%n",
                sums.read(),
                sums.counted(),
                sums.late(),
                sums.dead(),
                sums.position() == Long.MIN_VALUE ? "none" : Instant.ofEpochMilli(sums.position()));
        try (Connection connection =
                        DriverManager.getConnection(
                                settings.require(Settings.POSTGRES),
                                settings.postgresProperties());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            for (boolean first = true; rows.next(); first = false) {
                if (first) {
                    out.println("the worst hours:");
                }
                out.printf(
                        Locale.ROOT,
                        "  %-4s %s  %3d flights, %3d delayed, %,6d minutes, worst %,5d %s%n",
                        rows.getString("origin"),
                        rows.getString("hour"),
                        rows.getLong("flights"),
                        rows.getLong("delayed"),
                        rows.getLong("delay_minutes"),
                        rows.getLong("max_delay"),
                        rows.getBoolean("is_final") ? "" : "(early)");
            }
        }
    }
}
