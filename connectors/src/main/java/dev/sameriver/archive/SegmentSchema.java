package dev.sameriver.archive;

import dev.sameriver.view.UserError;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericData.StringType;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.avro.AvroSchemaConverter;
import org.apache.parquet.avro.AvroWriteSupport;

/** The columns of a segment: the log's own, and beside them the event's in a group. */
final class SegmentSchema {

    static final String OFFSET = "_offset";
    static final String KIND = "_kind";
    static final String TIME = "_time";
    static final String ID = "_id";
    static final String RAW = "_raw";
    static final String REASON = "_reason";
    static final String EVENT = "event";
    static final int OFFSET_AT = 0;
    static final int KIND_AT = 1;
    static final int TIME_AT = 2;
    static final int ID_AT = 3;
    static final int RAW_AT = 4;
    static final int REASON_AT = 5;
    static final int EVENT_AT = 6;

    private SegmentSchema() {}

    /** The schema of a segment with events of this schema. */
    static Schema around(Schema event) {
        List<Schema.Field> fields = logFields();
        fields.add(new Schema.Field(EVENT, optional(event), null, Schema.Field.NULL_DEFAULT_VALUE));
        return record(fields);
    }

    /** The schema of a segment's own columns alone. */
    static Schema withoutEvent() {
        return record(logFields());
    }

    /** The schema of a segment's offsets alone. */
    static Schema offsetAlone() {
        List<Schema.Field> fields = new ArrayList<>();
        fields.add(new Schema.Field(OFFSET, Schema.create(Schema.Type.LONG)));
        return record(fields);
    }

    /** An event's schema with only some of its columns, in the order that they have there. */
    static Schema project(Schema event, Collection<String> columns) {
        List<Schema.Field> fields = new ArrayList<>();
        for (Schema.Field field : event.getFields()) {
            if (columns.contains(field.name())) {
                fields.add(new Schema.Field(field, field.schema()));
            }
        }
        Schema projected =
                Schema.createRecord(event.getName(), event.getDoc(), event.getNamespace(), false);
        projected.setFields(fields);
        event.getAliases().forEach(projected::addAlias);
        return projected;
    }

    /**
     * Refuses a schema that a segment cannot hold.
     *
     * @throws UserError if it is not a record, has no field, or has no form in Parquet
     */
    static void check(Schema event) {
        if (event.getType() != Schema.Type.RECORD || event.getFields().isEmpty()) {
            throw new UserError(
                    "A log's schema must be an Avro record with at least one field, but was %s: give another schema."
                            .formatted(event));
        }
        try {
            new AvroSchemaConverter(parquetSettings(new Configuration(false)))
                    .convert(around(event));
        } catch (RuntimeException e) {
            throw new UserError(
                    "A log's schema must have a form in Parquet, but %s has none (%s): change the schema."
                            .formatted(event.getFullName(), e.getMessage()),
                    e);
        }
    }

    /** Lists in Parquet's standard three levels, the same for writing, projecting and reading. */
    static Configuration parquetSettings(Configuration base) {
        Configuration configuration = new Configuration(base);
        configuration.setBoolean(AvroWriteSupport.WRITE_OLD_LIST_STRUCTURE, false);
        configuration.setBoolean(AvroSchemaConverter.ADD_LIST_ELEMENT_RECORDS, false);
        return configuration;
    }

    private static List<Schema.Field> logFields() {
        List<Schema.Field> fields = new ArrayList<>();
        fields.add(new Schema.Field(OFFSET, Schema.create(Schema.Type.LONG)));
        fields.add(new Schema.Field(KIND, Schema.create(Schema.Type.INT)));
        fields.add(new Schema.Field(TIME, optional(Schema.create(Schema.Type.LONG))));
        fields.add(new Schema.Field(ID, optional(text())));
        fields.add(new Schema.Field(RAW, optional(Schema.create(Schema.Type.BYTES))));
        fields.add(new Schema.Field(REASON, optional(text())));
        return fields;
    }

    private static Schema record(List<Schema.Field> fields) {
        Schema record = Schema.createRecord("Segment", null, "dev.sameriver.archive", false);
        record.setFields(fields);
        return record;
    }

    private static Schema text() {
        Schema text = Schema.create(Schema.Type.STRING);
        GenericData.setStringType(text, StringType.String);
        return text;
    }

    private static Schema optional(Schema schema) {
        return Schema.createUnion(Schema.create(Schema.Type.NULL), schema);
    }
}
