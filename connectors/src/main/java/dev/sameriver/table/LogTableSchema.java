package dev.sameriver.table;

import java.util.Map;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.types.DataType;

/**
 * The schema of a log's table in the catalog: the log's columns, the metadata columns behind them,
 * and for events the log's own watermark. Where the log has a column of a metadata column's name,
 * that one has {@code log_} before it.
 */
final class LogTableSchema {

    private LogTableSchema() {}

    static Schema of(LogColumns columns, boolean dead) {
        Map<String, DataType> types = columns.types();
        Schema.Builder schema = Schema.newBuilder();
        types.forEach(schema::column);
        for (LogMetadata metadata : LogMetadata.values()) {
            if (!dead || metadata.isOfDead()) {
                schema.columnByMetadata(
                        name(metadata, types), metadata.type(), metadata.key(), true);
            }
        }
        if (!dead) {
            schema.watermark(name(LogMetadata.EVENT_TIME, types), "SOURCE_WATERMARK()");
        }
        return schema.build();
    }

    private static String name(LogMetadata metadata, Map<String, DataType> taken) {
        String name = metadata.key();
        while (taken.containsKey(name)) {
            name = "log_" + name;
        }
        return name;
    }
}
