package dev.sameriver.archive;

import java.util.Objects;
import org.apache.avro.generic.GenericRecord;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** Puts what Parquet reads of a line into one {@link SegmentLine} that is used again. */
final class SegmentLineMaker extends RecordMaterializer<SegmentLine> {

    private final SegmentLine line = new SegmentLine();
    private final GroupConverter root;

    /**
     * @param columns the columns that are read
     * @param events what makes the events; null if none of their columns is read
     */
    SegmentLineMaker(MessageType columns, @Nullable RecordMaterializer<GenericRecord> events) {
        Converter[] converters = new Converter[columns.getFieldCount()];
        for (int i = 0; i < converters.length; i++) {
            converters[i] = converter(columns.getFieldName(i), events);
        }
        this.root = new Line(converters);
    }

    @Override
    public SegmentLine getCurrentRecord() {
        return line;
    }

    @Override
    public GroupConverter getRootConverter() {
        return root;
    }

    private Converter converter(String column, @Nullable RecordMaterializer<GenericRecord> events) {
        return switch (column) {
            case SegmentSchema.OFFSET -> longs(value -> line.offset = value);
            case SegmentSchema.KIND ->
                    new PrimitiveConverter() {
                        @Override
                        public void addInt(int value) {
                            line.kind = value;
                        }
                    };
            case SegmentSchema.TIME -> longs(value -> line.time = value);
            case SegmentSchema.ID -> bytes(value -> line.id = value.toStringUsingUTF8());
            case SegmentSchema.RAW -> bytes(value -> line.raw = value.getBytes());
            case SegmentSchema.REASON -> bytes(value -> line.reason = value.toStringUsingUTF8());
            case SegmentSchema.EVENT -> new Event(Objects.requireNonNull(events));
            default -> throw new IllegalArgumentException("a segment has no column " + column);
        };
    }

    private static PrimitiveConverter longs(LongSetter setter) {
        return new PrimitiveConverter() {
            @Override
            public void addLong(long value) {
                setter.set(value);
            }
        };
    }

    private static PrimitiveConverter bytes(BytesSetter setter) {
        return new PrimitiveConverter() {
            @Override
            public void addBinary(Binary value) {
                setter.set(value);
            }
        };
    }

    private interface LongSetter {
        void set(long value);
    }

    private interface BytesSetter {
        void set(Binary value);
    }

    private final class Line extends GroupConverter {

        private final Converter[] converters;

        Line(Converter[] converters) {
            this.converters = converters;
        }

        @Override
        public Converter getConverter(int field) {
            return converters[field];
        }

        @Override
        public void start() {
            line.clear();
        }

        @Override
        public void end() {}
    }

    private final class Event extends GroupConverter {

        private final RecordMaterializer<GenericRecord> events;

        Event(RecordMaterializer<GenericRecord> events) {
            this.events = events;
        }

        @Override
        public Converter getConverter(int field) {
            return events.getRootConverter().getConverter(field);
        }

        @Override
        public void start() {
            events.getRootConverter().start();
        }

        @Override
        public void end() {
            events.getRootConverter().end();
            line.event = events.getCurrentRecord();
        }
    }
}
