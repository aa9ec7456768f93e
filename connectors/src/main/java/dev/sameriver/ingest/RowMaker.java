package dev.sameriver.ingest;

import dev.sameriver.archive.LogRow;
import dev.sameriver.archive.TimeField;
import dev.sameriver.kafka.LogPartitioner;
import dev.sameriver.log.Clock;
import java.nio.charset.StandardCharsets;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** Makes a log's row of a file's row: its time, id and partition, or the reason that it is dead. */
final class RowMaker {

    private final int partitions;
    private final TimeField time;
    private final int key;
    private final int id;

    RowMaker(ImportPlan plan) {
        this.partitions = plan.definition().partitions();
        this.time = TimeField.of(plan.schema(), plan.definition().timeField());
        this.key = at(plan.schema(), plan.definition().keyField());
        this.id = at(plan.schema(), plan.definition().idField());
    }

    private static int at(Schema schema, @Nullable String column) {
        Schema.Field field = column == null ? null : schema.getField(column);
        return field == null ? -1 : field.pos();
    }

    Routed make(Input input) {
        GenericRecord record = input.record();
        int partition =
                record == null || key < 0
                        ? 0
                        : LogPartitioner.partition(record.get(key), partitions);
        if (record == null || input.reason() != null) {
            return dead(partition, input, String.valueOf(input.reason()), record);
        }
        Long millis = time.millis(record);
        if (millis == null) {
            return dead(partition, input, "it has no event time", record);
        }
        if (!Clock.accepts(millis)) {
            return dead(partition, input, "its event time is out of range: " + millis, record);
        }
        return new Routed(partition, event(millis, record));
    }

    LogRow event(long millis, GenericRecord record) {
        Object value = id < 0 ? null : record.get(id);
        return LogRow.event(0, millis, value == null ? null : value.toString(), record);
    }

    private static Routed dead(
            int partition, Input input, String reason, @Nullable GenericRecord record) {
        byte[] raw = input.raw();
        if (raw == null && record != null) {
            raw = record.toString().getBytes(StandardCharsets.UTF_8);
        }
        return new Routed(partition, LogRow.dead(0, raw, input.where() + ": " + reason));
    }
}
