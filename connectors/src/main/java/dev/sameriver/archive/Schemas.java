package dev.sameriver.archive;

import dev.sameriver.view.UserError;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/** Avro's rules of which schema can read what another one wrote. */
final class Schemas {

    private Schemas() {}

    static void requireReads(String log, Schema reader, Schema writer) {
        var result = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
        if (result.getType() != SchemaCompatibilityType.COMPATIBLE) {
            throw new UserError(
                    "A log's schema can only become one that reads what it holds by Avro's rules, but log %s was offered one that cannot (%s): give new fields a default, or use another log."
                            .formatted(log, result.getResult().getIncompatibilities()));
        }
    }
}
