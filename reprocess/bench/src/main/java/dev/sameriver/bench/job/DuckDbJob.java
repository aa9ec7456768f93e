package dev.sameriver.bench.job;

import dev.sameriver.bench.BenchCase;
import dev.sameriver.bench.BenchWindow;
import dev.sameriver.bench.BenchWork;
import dev.sameriver.bench.CaseOrder;
import dev.sameriver.bench.CaseRun;
import dev.sameriver.bench.CpuTime;
import dev.sameriver.bench.Dataset;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * DuckDB over the same files, as one would write it there who cares for speed: overlapping windows
 * are merged from sums by slide. Where there are many of them, a frame slides over a grid without
 * gaps; where there are few, giving each sum to all its windows was measured to be as fast. The
 * time ends when the rows are in a table of its own.
 */
final class DuckDbJob implements SystemJob {

    private static final String SUMS =
            """
            SELECT event.key AS key, event.time // %1$d * %1$d AS slice,
                count(*) AS readings, sum(event.value)::BIGINT AS total, max(event.value) AS greatest
            FROM read_parquet('%2$s/**/*.parquet') WHERE event IS NOT NULL GROUP BY ALL
            """;

    private static final String TUMBLING =
            """
            SELECT key, slice, slice + %1$d, readings, total, greatest FROM (%2$s)
            """;

    private static final String HOPPING =
            """
            SELECT key, slice - back AS start, slice - back + %1$d AS until,
                sum(readings)::BIGINT, sum(total)::BIGINT, max(greatest)
            FROM (%3$s), (SELECT unnest(range(0, %1$d, %2$d)) AS back)
            GROUP BY ALL
            """;

    /** So many windows an event from which on a frame is faster. */
    private static final int MANY = 100;

    private static final String FRAMES =
            """
            WITH sums AS MATERIALIZED (%3$s),
            grid AS (
                SELECT keys.key, start, readings, total, greatest
                FROM (SELECT DISTINCT key FROM sums) keys
                CROSS JOIN (SELECT unnest(range(min(slice) - %1$d + %2$d, max(slice) + 1, %2$d))
                    AS start FROM sums)
                LEFT JOIN sums ON sums.key = keys.key AND sums.slice = start),
            windows AS (
                SELECT key, start, sum(readings) OVER frame AS readings,
                    sum(total) OVER frame AS total, max(greatest) OVER frame AS greatest
                FROM grid WINDOW frame AS (PARTITION BY key ORDER BY start
                    ROWS BETWEEN CURRENT ROW AND %4$d FOLLOWING))
            SELECT key, start, start + %1$d, readings::BIGINT, total::BIGINT, greatest
            FROM windows WHERE readings IS NOT NULL
            """;

    private static final String SESSIONS =
            """
            WITH readings AS (
                SELECT event.key AS key, event.time AS time, event.value AS value
                FROM read_parquet('%2$s/**/*.parquet') WHERE event IS NOT NULL),
            starts AS (
                SELECT *, coalesce(time - lag(time) OVER (PARTITION BY key ORDER BY time) >= %1$d,
                    true)::INT AS starts FROM readings),
            sessions AS (
                SELECT *, sum(starts) OVER (PARTITION BY key ORDER BY time
                    ROWS UNBOUNDED PRECEDING) AS session FROM starts)
            SELECT key, min(time), max(time) + %1$d, count(*), sum(value)::BIGINT, max(value)
            FROM sessions GROUP BY key, session
            """;

    private static final String AS_OF =
            """
            WITH readings AS (
                SELECT event.key AS key, event.time AS time, event.value AS value
                FROM read_parquet('%s/**/*.parquet') WHERE event IS NOT NULL),
            rates AS (
                SELECT event.key AS key, event.time AS time, event.rate AS rate
                FROM read_parquet('%s/**/*.parquet') WHERE event IS NOT NULL)
            SELECT readings.time, readings.key, value, rate
            FROM readings ASOF LEFT JOIN rates
            ON readings.key = rates.key AND readings.time >= rates.time
            """;

    @Override
    public CaseRun run(CaseOrder order, Dataset data) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET threads = " + order.parallelism());
            String rows = rows(order.benchCase(), data);
            long cpuBefore = CpuTime.millis();
            long start = System.nanoTime();
            statement.execute("CREATE TABLE rows AS " + rows);
            long millis = (System.nanoTime() - start) / 1_000_000;
            long cpu = CpuTime.millis() - cpuBefore;
            return checked(statement, millis, cpu);
        }
    }

    private static CaseRun checked(Statement statement, long millis, long cpu) throws SQLException {
        long rows = 0;
        long sum = 0;
        try (ResultSet result = statement.executeQuery("FROM rows")) {
            long[] columns = new long[result.getMetaData().getColumnCount()];
            while (result.next()) {
                rows++;
                for (int i = 0; i < columns.length; i++) {
                    long column = result.getLong(i + 1);
                    columns[i] = result.wasNull() ? Checksum.NULL : column;
                }
                sum += Checksum.hash(columns);
            }
        }
        return CaseRun.of(millis, cpu, rows, sum);
    }

    private static String rows(BenchCase benchCase, Dataset data) {
        Path files = files(data, Dataset.LOG);
        return benchCase.work() == BenchWork.AS_OF
                ? AS_OF.formatted(files, files(data, Dataset.RATES))
                : rows(benchCase.windows(), files);
    }

    private static Path files(Dataset data, String log) {
        return Path.of(URI.create(data.segments(log)));
    }

    private static String rows(BenchWindow window, Path files) {
        long size = window.size().toMillis();
        long slide = window.slide().toMillis();
        if (window.isSession()) {
            return SESSIONS.formatted(size, files);
        }
        String sums = SUMS.formatted(slide, files);
        if (window.isTumbling()) {
            return TUMBLING.formatted(size, sums);
        }
        return size / slide >= MANY
                ? FRAMES.formatted(size, slide, sums, size / slide - 1)
                : HOPPING.formatted(size, slide, sums);
    }
}
