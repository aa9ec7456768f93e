package dev.sameriver.table;

import dev.sameriver.connect.PostgresServer;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.connector.source.SourceProvider;
import org.apache.flink.table.connector.source.abilities.SupportsProjectionPushDown;
import org.apache.flink.table.types.DataType;

/** A view's table while a query is planned. */
final class ViewTableSource implements ScanTableSource, SupportsProjectionPushDown {

    private final PostgresServer server;
    private final String table;
    private final List<String> key;

    private List<ViewColumn> columns;

    /**
     * @param key the columns by which rows are read in order
     */
    ViewTableSource(
            PostgresServer server, String table, List<String> key, List<ViewColumn> columns) {
        this.server = server;
        this.table = table;
        this.key = key;
        this.columns = columns;
    }

    @Override
    public ChangelogMode getChangelogMode() {
        return ChangelogMode.insertOnly();
    }

    @Override
    public ScanRuntimeProvider getScanRuntimeProvider(ScanContext context) {
        return SourceProvider.of(new ViewRowsSource(new ViewQuery(server, table, key, columns)));
    }

    @Override
    public boolean supportsNestedProjection() {
        return false;
    }

    @Override
    public void applyProjection(int[][] fields, DataType projected) {
        List<ViewColumn> all = columns;
        columns = Arrays.stream(fields).map(field -> all.get(field[0])).toList();
    }

    @Override
    public DynamicTableSource copy() {
        return new ViewTableSource(server, table, key, columns);
    }

    @Override
    public String asSummaryString() {
        return "Sameriver view " + table;
    }
}
