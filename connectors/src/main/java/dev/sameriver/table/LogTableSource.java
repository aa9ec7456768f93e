package dev.sameriver.table;

import dev.sameriver.archive.Segment;
import dev.sameriver.source.ReadScope;
import dev.sameriver.view.UserError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.Projection;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.connector.source.abilities.SupportsFilterPushDown;
import org.apache.flink.table.connector.source.abilities.SupportsProjectionPushDown;
import org.apache.flink.table.connector.source.abilities.SupportsReadingMetadata;
import org.apache.flink.table.connector.source.abilities.SupportsSourceWatermark;
import org.apache.flink.table.connector.source.abilities.SupportsStatisticReport;
import org.apache.flink.table.expressions.ResolvedExpression;
import org.apache.flink.table.plan.stats.TableStats;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;

/** A log's table while a query is planned: it keeps what the planner pushes down. */
final class LogTableSource
        implements ScanTableSource,
                SupportsProjectionPushDown,
                SupportsFilterPushDown,
                SupportsReadingMetadata,
                SupportsSourceWatermark,
                SupportsStatisticReport {

    private final LogTable table;
    private final Map<String, LogMetadata> metadataColumns;
    private final String timeColumn;
    private final List<String> otherTimes;

    private DataType columns;
    private DataType produced;
    private List<LogMetadata> metadata = List.of();
    private ReadScope scope;

    /**
     * @param columns the table's physical columns
     * @param metadataColumns what its metadata columns are, by name
     * @param timeColumn the log's column that event times are from
     * @param otherTimes columns with a WATERMARK that are not the log's event time
     */
    LogTableSource(
            LogTable table,
            DataType columns,
            Map<String, LogMetadata> metadataColumns,
            String timeColumn,
            List<String> otherTimes) {
        this.table = table;
        this.metadataColumns = metadataColumns;
        this.timeColumn = timeColumn;
        this.otherTimes = otherTimes;
        this.columns = columns;
        this.produced = columns;
        this.scope = table.isOfDead() ? ReadScope.dead(null) : ReadScope.ALL;
    }

    @Override
    public ChangelogMode getChangelogMode() {
        return ChangelogMode.insertOnly();
    }

    @Override
    public ScanRuntimeProvider getScanRuntimeProvider(ScanContext context) {
        List<String> names = ((RowType) columns.getLogicalType()).getFieldNames();
        LogRows.RowForm form =
                new LogRows.RowForm(
                        table.isOfDead(),
                        table.failsOnDead(),
                        table.isOfDead()
                                ? names.stream().map(LogTableSource::dead).toList()
                                : List.of(),
                        metadata);
        return new LogScan(
                table,
                table.spec(scope),
                table.isOfDead() ? List.of() : names,
                context.createTypeInformation(
                        table.isOfDead() ? Projection.empty().project(columns) : columns),
                form,
                context.createTypeInformation(produced));
    }

    @Override
    public boolean supportsNestedProjection() {
        return false;
    }

    @Override
    public void applyProjection(int[][] fields, DataType projected) {
        columns = Projection.of(fields).project(columns);
        produced = projected;
    }

    @Override
    public Result applyFilters(List<ResolvedExpression> filters) {
        LogConditions conditions = new LogConditions(metadataColumns, timeColumn, table.zone());
        List<ResolvedExpression> known =
                table.isOfDead() ? conditions.addOfDead(filters) : conditions.add(filters);
        scope = table.isOfDead() ? conditions.scopeOfDead() : conditions.scope();
        return Result.of(known, filters);
    }

    @Override
    public Map<String, DataType> listReadableMetadata() {
        Map<String, DataType> readable = new LinkedHashMap<>();
        for (LogMetadata each : LogMetadata.values()) {
            if (!table.isOfDead() || each.isOfDead()) {
                readable.put(each.key(), each.type());
            }
        }
        return readable;
    }

    @Override
    public void applyReadableMetadata(List<String> keys, DataType type) {
        List<LogMetadata> applied = new ArrayList<>();
        keys.forEach(key -> applied.add(LogMetadata.of(key)));
        metadata = applied;
        produced = type;
    }

    /** The source's watermarks are the least clock of the log's event time in any case. */
    @Override
    public void applySourceWatermark() {
        if (!otherTimes.isEmpty()) {
            throw new UserError(
                    "SOURCE_WATERMARK() is for the event time of the log, but it is declared for "
                            + otherTimes.get(0)
                            + " and the log goes by "
                            + timeColumn
                            + ": name that column, or one FROM 'event_time'.");
        }
    }

    /** How many rows the segments hold that are read; a stream without end has no number. */
    @Override
    public TableStats reportStatistics() {
        if (table.live()) {
            return TableStats.UNKNOWN;
        }
        long rows = 0;
        for (Segment segment : table.manifest().segments()) {
            if (!scope.skips(segment)) {
                rows += table.isOfDead() ? segment.dead() : segment.events();
            }
        }
        return new TableStats(rows);
    }

    @Override
    public DynamicTableSource copy() {
        LogTableSource copy =
                new LogTableSource(table, columns, metadataColumns, timeColumn, otherTimes);
        copy.produced = produced;
        copy.metadata = metadata;
        copy.scope = scope;
        return copy;
    }

    @Override
    public String asSummaryString() {
        return "Sameriver log " + table.log();
    }

    private static DeadColumn dead(String name) {
        return DeadColumn.valueOf(name.toUpperCase(Locale.ROOT));
    }
}
