package dev.sameriver.archive;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericData.StringType;

/** Schemas whose strings Avro and Parquet read as {@link String}, not as {@code Utf8}. */
public final class JavaStrings {

    private JavaStrings() {}

    /** A copy of a schema that reads strings, and the keys of maps, as {@link String}. */
    public static Schema in(Schema schema) {
        Schema copy = new Schema.Parser().setValidateDefaults(false).parse(schema.toString());
        mark(copy, Collections.newSetFromMap(new IdentityHashMap<>()));
        return copy;
    }

    private static void mark(Schema schema, Set<Schema> seen) {
        if (!seen.add(schema)) {
            return;
        }
        switch (schema.getType()) {
            case STRING -> GenericData.setStringType(schema, StringType.String);
            case MAP -> {
                GenericData.setStringType(schema, StringType.String);
                mark(schema.getValueType(), seen);
            }
            case ARRAY -> mark(schema.getElementType(), seen);
            case UNION -> schema.getTypes().forEach(branch -> mark(branch, seen));
            case RECORD -> schema.getFields().forEach(field -> mark(field.schema(), seen));
            default -> {}
        }
    }
}
