package dev.sameriver.table;

import dev.sameriver.archive.LogArchive;
import dev.sameriver.connect.Settings;
import dev.sameriver.view.UserError;
import java.io.IOException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.config.TableConfigOptions;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.catalog.WatermarkSpec;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.factories.DynamicTableSourceFactory;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.types.DataType;

/**
 * The connector {@code sameriver}: a log as a table.
 *
 * <p>A batch query reads the archive as it is; a stream goes on into Kafka, if it is known, from
 * the exact next offset. Columns are those of the log's schema, by name; beside them stand the
 * metadata columns {@code partition}, {@code offset}, {@code generation}, {@code event_time},
 * {@code clock} and {@code late}.
 *
 * <pre>{@code
 * CREATE TABLE flights (
 *   origin STRING,
 *   delay_minutes BIGINT,
 *   event_time TIMESTAMP_LTZ(3) NOT NULL METADATA VIRTUAL,
 *   late BOOLEAN NOT NULL METADATA VIRTUAL,
 *   WATERMARK FOR event_time AS SOURCE_WATERMARK()
 * ) WITH (
 *   'connector' = 'sameriver',
 *   'archive' = 'hdfs://namenode:8020/logs',
 *   'kafka' = 'broker1:9092',
 *   'log' = 'flights',
 *   'disorder' = 'PT2H'
 * )
 * }</pre>
 */
public final class LogTableFactory implements DynamicTableSourceFactory {

    static final String IDENTIFIER = "sameriver";

    @Override
    public String factoryIdentifier() {
        return IDENTIFIER;
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return Set.of(LogTableOptions.LOG, LogTableOptions.DISORDER);
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return Set.of(
                TableSettings.CONFIG,
                TableSettings.ARCHIVE,
                TableSettings.KAFKA,
                TableSettings.POSTGRES,
                LogTableOptions.ROWS,
                LogTableOptions.DEAD_LETTERS,
                LogTableOptions.BOUNDED);
    }

    /**
     * The table's source.
     *
     * @throws UserError if an option is wrong, the log is not there, or the columns are not its own
     */
    @Override
    public DynamicTableSource createDynamicTableSource(Context context) {
        FactoryUtil.TableFactoryHelper helper = FactoryUtil.createTableFactoryHelper(this, context);
        helper.validateExcept(TableSettings.PREFIXES);
        ReadableConfig options = helper.getOptions();
        Settings settings = TableSettings.of(context.getCatalogTable().getOptions());
        boolean inOrder =
                context.getConfiguration().get(ExecutionOptions.RUNTIME_MODE)
                        != RuntimeExecutionMode.BATCH;
        LogTable table =
                new LogTable(
                        settings,
                        options.get(LogTableOptions.LOG),
                        options.get(LogTableOptions.DISORDER),
                        inOrder,
                        inOrder
                                && settings.find(Settings.KAFKA).isPresent()
                                && !options.get(LogTableOptions.BOUNDED),
                        zone(context.getConfiguration()),
                        options.get(LogTableOptions.ROWS) == LogTableOptions.Rows.DEAD,
                        options.get(LogTableOptions.DEAD_LETTERS)
                                == LogTableOptions.DeadLetters.FAIL);
        DataType columns = context.getPhysicalRowDataType();
        LogArchive archive = table.archive();
        try {
            LogColumns.of(archive.schema(), table.isOfDead()).check(table.log(), columns);
        } catch (IOException e) {
            throw table.unreadable(e);
        }
        ResolvedSchema schema = context.getCatalogTable().getResolvedSchema();
        Map<String, LogMetadata> metadata = metadata(schema);
        String timeColumn = archive.definition().timeField();
        return new LogTableSource(
                table, columns, metadata, timeColumn, otherTimes(schema, metadata, timeColumn));
    }

    /** The columns with a WATERMARK that are not the log's event time. */
    private static List<String> otherTimes(
            ResolvedSchema schema, Map<String, LogMetadata> metadata, String timeColumn) {
        return schema.getWatermarkSpecs().stream()
                .map(WatermarkSpec::getRowtimeAttribute)
                .filter(
                        column ->
                                metadata.containsKey(column)
                                        ? metadata.get(column) != LogMetadata.EVENT_TIME
                                        : !column.equals(timeColumn))
                .toList();
    }

    private static ZoneId zone(ReadableConfig session) {
        String zone = session.get(TableConfigOptions.LOCAL_TIME_ZONE);
        return zone.equals(TableConfigOptions.LOCAL_TIME_ZONE.defaultValue())
                ? ZoneId.systemDefault()
                : ZoneId.of(zone);
    }

    private static Map<String, LogMetadata> metadata(ResolvedSchema schema) {
        Map<String, LogMetadata> metadata = new HashMap<>();
        for (Column column : schema.getColumns()) {
            if (column instanceof Column.MetadataColumn own) {
                String key = own.getMetadataKey().orElse(own.getName());
                for (LogMetadata each : LogMetadata.values()) {
                    if (each.key().equals(key)) {
                        metadata.put(own.getName(), each);
                    }
                }
            }
        }
        return metadata;
    }
}
