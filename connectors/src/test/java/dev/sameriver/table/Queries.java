package dev.sameriver.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.config.ExecutionConfigOptions;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

/** Runs queries in this process. */
final class Queries {

    private final TableEnvironment tables;

    private Queries(TableEnvironment tables) {
        this.tables = tables;
    }

    static Queries batch() {
        return of(EnvironmentSettings.newInstance().inBatchMode());
    }

    static Queries streaming() {
        return of(EnvironmentSettings.newInstance().inStreamingMode());
    }

    private static Queries of(EnvironmentSettings.Builder settings) {
        Configuration configuration = new Configuration();
        configuration.set(ExecutionConfigOptions.TABLE_EXEC_RESOURCE_DEFAULT_PARALLELISM, 2);
        configuration.setString("table.local-time-zone", "UTC");
        return new Queries(
                TableEnvironment.create(settings.withConfiguration(configuration).build()));
    }

    /** With another value of an option. */
    Queries with(String option, String value) {
        tables.getConfig().set(option, value);
        return this;
    }

    /** With a catalog {@code river}, in use. */
    Queries river(Map<String, String> options) {
        StringBuilder with = new StringBuilder("'type' = 'sameriver'");
        options.forEach((key, value) -> with.append(", '" + key + "' = '" + value + "'"));
        tables.executeSql("CREATE CATALOG river WITH (" + with + ")");
        tables.executeSql("USE CATALOG river");
        return this;
    }

    /** Runs a statement without rows. */
    Queries run(String sql) {
        tables.executeSql(sql);
        return this;
    }

    /** The rows of a query, as Flink prints them, sorted. */
    List<String> rows(String sql) throws Exception {
        List<String> rows = new ArrayList<>();
        try (CloseableIterator<Row> result = tables.executeSql(sql).collect()) {
            result.forEachRemaining(row -> rows.add(row.toString()));
        }
        rows.sort(null);
        return rows;
    }

    /** The plan of a query, with what each step is thought to cost. */
    String plan(String sql) throws Exception {
        return String.join("\n", rows("EXPLAIN ESTIMATED_COST " + sql));
    }
}
