package dev.sameriver.archive;

import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.avro.AvroSchemaConverter;
import org.apache.parquet.avro.AvroWriteSupport;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows of a log to Parquet. The file is the one that Parquet's support for Avro would write
 * of {@link SegmentSchema#around}, byte by byte; where an event's columns are plain, no record is
 * made around it and {@link EventFields} write them.
 */
final class RowSupport extends WriteSupport<LogRow> {

    private final AvroWriteSupport<GenericRecord> avro;
    private final GenericData.Record line;
    private final @Nullable EventFields event;

    private @Nullable RecordConsumer consumer;

    private RowSupport(Schema event, Configuration configuration) {
        Schema around = SegmentSchema.around(event);
        this.avro =
                new AvroWriteSupport<>(
                        new AvroSchemaConverter(configuration).convert(around),
                        around,
                        GenericData.get());
        this.line = new GenericData.Record(around);
        this.event = EventFields.of(event);
    }

    /** Starts a file of rows with events of this schema. */
    static Builder builder(OutputFile file, Schema event) {
        return new Builder(file, event);
    }

    @Override
    public String getName() {
        return avro.getName();
    }

    @Override
    public WriteContext init(Configuration configuration) {
        return avro.init(configuration);
    }

    @Override
    public void prepareForWrite(RecordConsumer to) {
        avro.prepareForWrite(to);
        consumer = to;
    }

    @Override
    public void write(LogRow row) {
        RecordConsumer to = consumer;
        if (event == null || to == null) {
            fill(row);
            avro.write(line);
            return;
        }
        to.startMessage();
        to.startField(SegmentSchema.OFFSET, SegmentSchema.OFFSET_AT);
        to.addLong(row.offset());
        to.endField(SegmentSchema.OFFSET, SegmentSchema.OFFSET_AT);
        to.startField(SegmentSchema.KIND, SegmentSchema.KIND_AT);
        to.addInteger(row.kind().code());
        to.endField(SegmentSchema.KIND, SegmentSchema.KIND_AT);
        if (row.kind() != RecordKind.DEAD) {
            to.startField(SegmentSchema.TIME, SegmentSchema.TIME_AT);
            to.addLong(row.time());
            to.endField(SegmentSchema.TIME, SegmentSchema.TIME_AT);
        }
        text(SegmentSchema.ID, SegmentSchema.ID_AT, row.id(), to);
        byte[] raw = row.raw();
        if (raw != null) {
            to.startField(SegmentSchema.RAW, SegmentSchema.RAW_AT);
            to.addBinary(Binary.fromConstantByteArray(raw));
            to.endField(SegmentSchema.RAW, SegmentSchema.RAW_AT);
        }
        text(SegmentSchema.REASON, SegmentSchema.REASON_AT, row.reason(), to);
        event(event, row.event(), to);
        to.endMessage();
    }

    private static void text(String name, int at, @Nullable String value, RecordConsumer to) {
        if (value != null) {
            to.startField(name, at);
            to.addBinary(EventFields.text(value));
            to.endField(name, at);
        }
    }

    private static void event(
            EventFields fields, @Nullable GenericRecord record, RecordConsumer to) {
        if (record != null) {
            to.startField(SegmentSchema.EVENT, SegmentSchema.EVENT_AT);
            to.startGroup();
            fields.write(record, to);
            to.endGroup();
            to.endField(SegmentSchema.EVENT, SegmentSchema.EVENT_AT);
        }
    }

    private void fill(LogRow row) {
        byte[] raw = row.raw();
        line.put(SegmentSchema.OFFSET_AT, row.offset());
        line.put(SegmentSchema.KIND_AT, row.kind().code());
        line.put(SegmentSchema.TIME_AT, row.kind() == RecordKind.DEAD ? null : (Long) row.time());
        line.put(SegmentSchema.ID_AT, row.id());
        line.put(SegmentSchema.RAW_AT, raw == null ? null : ByteBuffer.wrap(raw));
        line.put(SegmentSchema.REASON_AT, row.reason());
        line.put(SegmentSchema.EVENT_AT, row.event());
    }

    /** Parquet's settings for such a file. */
    static final class Builder extends ParquetWriter.Builder<LogRow, Builder> {

        private final Schema event;

        private Builder(OutputFile file, Schema event) {
            super(file);
            this.event = event;
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        protected WriteSupport<LogRow> getWriteSupport(Configuration configuration) {
            return new RowSupport(event, configuration);
        }
    }
}
