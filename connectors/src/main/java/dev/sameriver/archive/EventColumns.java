package dev.sameriver.archive;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * Which of an event's columns a reader fetches from a segment, and how they become the reader's.
 *
 * <p>Where the segment was written with the reader's own schema, Parquet's record is the event.
 * Else the event goes through Avro's resolving decoder, so that renamed, missing, and widened
 * columns follow Avro's rules to the letter.
 */
final class EventColumns {

    private final Schema stored;
    private final Schema schema;
    private final @Nullable RecordResolver resolver;

    private EventColumns(Schema stored, Schema schema) {
        this.stored = stored;
        this.schema = schema;
        this.resolver = stored.equals(schema) ? null : new RecordResolver(stored, schema);
    }

    /**
     * @param written the segment's schema
     * @param wanted the reader's schema
     * @param columns of the reader's schema; null for all
     */
    static EventColumns of(Schema written, Schema wanted, @Nullable Collection<String> columns) {
        Collection<String> kept = columns == null ? names(wanted) : columns;
        Schema schema = JavaStrings.in(SegmentSchema.project(wanted, kept));
        List<String> stored = names(written).stream().filter(name -> reads(schema, name)).toList();
        return new EventColumns(JavaStrings.in(SegmentSchema.project(written, stored)), schema);
    }

    private static List<String> names(Schema schema) {
        return schema.getFields().stream().map(Schema.Field::name).toList();
    }

    private static boolean reads(Schema schema, String name) {
        return schema.getField(name) != null
                || schema.getFields().stream().anyMatch(field -> field.aliases().contains(name));
    }

    /** The schema of the events handed out. */
    Schema schema() {
        return schema;
    }

    /** Whether the file's columns are those handed out, with nothing to resolve. */
    boolean areStored() {
        return resolver == null;
    }

    /** What to ask of the Parquet file; a Parquet group cannot be without columns. */
    Schema segmentSchema() {
        return stored.getFields().isEmpty()
                ? SegmentSchema.withoutEvent()
                : SegmentSchema.around(stored);
    }

    /** The schema of the events in the file; null if none of their columns is read. */
    @Nullable Schema stored() {
        return stored.getFields().isEmpty() ? null : stored;
    }

    /** The event in a segment's line. */
    GenericRecord event(SegmentLine line) {
        GenericRecord event =
                stored.getFields().isEmpty()
                        ? new GenericData.Record(stored)
                        : Objects.requireNonNull(line.event);
        return resolver == null ? event : resolver.resolve(event);
    }
}
