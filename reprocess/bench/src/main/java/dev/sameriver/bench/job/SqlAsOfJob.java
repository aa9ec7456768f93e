package dev.sameriver.bench.job;

import dev.sameriver.bench.BenchCase;
import dev.sameriver.bench.Dataset;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.Table;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.types.Row;

/**
 * Flink's temporal join in SQL, which there is as a stream only. Its tables are the logs, read by
 * our source with its watermarks, into rows of SQL's own: in Flink's table of files the key would
 * be within a row, where no table of versions can have it, and time would stand still until the end
 * of the files.
 */
final class SqlAsOfJob extends OnFlink {

    private static final String TABLE =
            """
            CREATE TEMPORARY TABLE %1$s (
                `key` BIGINT NOT NULL, %2$s BIGINT NOT NULL,
                happened TIMESTAMP_LTZ(3) NOT NULL METADATA FROM 'event_time' VIRTUAL,
                WATERMARK FOR happened AS SOURCE_WATERMARK()%3$s
            ) WITH ('connector' = 'sameriver', 'archive' = '%4$s', 'log' = '%1$s',
                'disorder' = '%5$s')
            """;

    private static final String ROWS =
            """
            SELECT reading.happened, reading.`key`, reading.`value`, version.rate
            FROM readings AS reading
            LEFT JOIN rates FOR SYSTEM_TIME AS OF reading.happened AS version
            ON reading.`key` = version.`key`
            """;

    @Override
    void build(StreamExecutionEnvironment environment, BenchCase benchCase, Dataset data) {
        environment.setRuntimeMode(RuntimeExecutionMode.STREAMING);
        StreamTableEnvironment tables = StreamTableEnvironment.create(environment);
        tables.getConfig().setLocalTimeZone(ZoneOffset.UTC);
        tables.executeSql(table(Dataset.LOG, "`value`", "", data));
        tables.executeSql(table(Dataset.RATES, "rate", ", PRIMARY KEY (`key`) NOT ENFORCED", data));
        Table rows = tables.sqlQuery(ROWS);
        Checksum.of(tables.toDataStream(rows), SqlAsOfJob::hash);
    }

    private static String table(String log, String column, String key, Dataset data) {
        return TABLE.formatted(log, column, key, data.archive(), Dataset.DISORDER);
    }

    private static long hash(Row row) {
        Instant happened = Objects.requireNonNull((Instant) row.getField(0));
        return Checksum.hash(
                happened.toEpochMilli(), number(row, 1), number(row, 2), number(row, 3));
    }

    private static long number(Row row, int column) {
        return row.getField(column) instanceof Long value ? value : Checksum.NULL;
    }
}
