package dev.sameriver.beam;

import dev.sameriver.archive.JavaStrings;
import dev.sameriver.archive.RecordResolver;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.avro.AvroParquetReader;
import org.apache.parquet.avro.AvroReadSupport;
import org.apache.parquet.avro.AvroSchemaConverter;
import org.apache.parquet.avro.AvroWriteSupport;
import org.apache.parquet.hadoop.ParquetReader;
import org.jspecify.annotations.Nullable;

/** Reads the records of a segment, in their order, by Parquet's support for Avro. */
final class SegmentReader implements Closeable {

    private static final int EVENT = 0;
    private static final int HEARTBEAT = 1;
    private static final int DEAD = 2;

    private final ParquetReader<GenericRecord> parquet;
    private final @Nullable RecordResolver resolver;
    private final SegmentPlan plan;
    private @Nullable GenericRecord row;
    private long next;

    private SegmentReader(
            SegmentPlan plan,
            ParquetReader<GenericRecord> parquet,
            @Nullable RecordResolver resolver) {
        this.plan = plan;
        this.parquet = parquet;
        this.resolver = resolver;
        this.next = plan.line().firstOffset();
    }

    /**
     * Opens a segment.
     *
     * @param wanted the columns to read, as a part of the log's current schema
     * @throws IOException if the file is not the one that the manifest lists
     */
    static SegmentReader open(SegmentPlan plan, Schema wanted) throws IOException {
        requireSound(plan);
        Schema stored = stored(new Schema.Parser().parse(plan.schema()), wanted);
        Schema row = row(stored);
        Configuration configuration = new Configuration();
        configuration.setBoolean(AvroWriteSupport.WRITE_OLD_LIST_STRUCTURE, false);
        configuration.setBoolean(AvroSchemaConverter.ADD_LIST_ELEMENT_RECORDS, false);
        AvroReadSupport.setRequestedProjection(configuration, row);
        AvroReadSupport.setAvroReadSchema(configuration, row);
        return new SegmentReader(
                plan,
                AvroParquetReader.<GenericRecord>builder(new SegmentInput(plan.address()))
                        .withDataModel(new GenericData())
                        .withCompatibility(false)
                        .withConf(configuration)
                        .build(),
                stored.equals(wanted) ? null : new RecordResolver(stored, wanted));
    }

    /** The part of a schema that has some columns; its strings are Java's. */
    static Schema part(Schema schema, List<String> columns) {
        List<Schema.Field> fields = new ArrayList<>();
        for (Schema.Field field : schema.getFields()) {
            if (columns.contains(field.name())) {
                fields.add(new Schema.Field(field, field.schema()));
            }
        }
        Schema part =
                Schema.createRecord(
                        schema.getName(), schema.getDoc(), schema.getNamespace(), false);
        part.setFields(fields);
        schema.getAliases().forEach(part::addAlias);
        return JavaStrings.in(part);
    }

    /** The part of the written columns that those wanted are made of. */
    private static Schema stored(Schema written, Schema wanted) {
        List<String> columns = new ArrayList<>();
        for (Schema.Field field : wanted.getFields()) {
            columns.add(field.name());
            columns.addAll(field.aliases());
        }
        Schema stored = part(written, columns);
        // Parquet has no group without columns.
        return stored.getFields().isEmpty() ? JavaStrings.in(written) : stored;
    }

    private static Schema row(Schema event) {
        Schema nothing = Schema.create(Schema.Type.NULL);
        Schema time = Schema.createUnion(nothing, Schema.create(Schema.Type.LONG));
        return Schema.createRecord(
                "Segment",
                null,
                "dev.sameriver.archive",
                false,
                List.of(
                        new Schema.Field("_offset", Schema.create(Schema.Type.LONG)),
                        new Schema.Field("_kind", Schema.create(Schema.Type.INT)),
                        new Schema.Field("_time", time),
                        new Schema.Field("event", Schema.createUnion(nothing, event))));
    }

    private static void requireSound(SegmentPlan plan) throws IOException {
        String found = sha256(plan.address());
        if (!found.equals(plan.line().sha256())) {
            throw new IOException(
                    plan.address()
                            + " is damaged: its SHA-256 is "
                            + found
                            + ", but the manifest lists "
                            + plan.line().sha256());
        }
    }

    private static String sha256(String address) throws IOException {
        try (ReadableByteChannel channel = ArchiveFiles.open(address)) {
            return Sha256.of(channel);
        }
    }

    /**
     * Goes to the next record; says whether there is one.
     *
     * @throws IOException if a record stands where it cannot
     */
    boolean next() throws IOException {
        row = parquet.read();
        if (row == null) {
            return false;
        }
        if (offset() < next || offset() >= plan.line().nextOffset() || !isKnown()) {
            throw new IOException(
                    plan.address() + " is damaged: no such record may stand at " + offset());
        }
        next = offset() + 1;
        return true;
    }

    private boolean isKnown() {
        return kind() == DEAD || ((kind() == EVENT || kind() == HEARTBEAT) && hasTime());
    }

    long offset() {
        return (Long) field(0);
    }

    boolean isDead() {
        return kind() == DEAD;
    }

    boolean isHeartbeat() {
        return kind() == HEARTBEAT;
    }

    /** Milliseconds since 1970-01-01T00:00Z; a dead record has none. */
    long time() {
        return (Long) field(2);
    }

    /** The event with the columns that are wanted, in their order. */
    GenericRecord event() {
        GenericRecord event = (GenericRecord) field(3);
        return resolver == null ? event : resolver.resolve(event);
    }

    private int kind() {
        return (Integer) field(1);
    }

    private boolean hasTime() {
        return row != null && row.get(2) != null;
    }

    private Object field(int index) {
        Object value = row == null ? null : row.get(index);
        if (value == null) {
            throw new IllegalStateException(plan.address() + " lacks a value of column " + index);
        }
        return value;
    }

    @Override
    public void close() throws IOException {
        parquet.close();
    }
}
