package dev.sameriver.ingest;

import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * One row of a file, decoded or not.
 *
 * @param record the event; for a row that could not be decoded, what of it could, or null
 * @param where file and line, as in {@code flights.csv line 12}
 * @param raw the row's bytes if it could not be decoded, else null
 * @param reason why it could not be decoded, else null
 */
record Input(
        @Nullable GenericRecord record,
        Place where,
        byte @Nullable [] raw,
        @Nullable String reason) {

    static Input decoded(GenericRecord record, Place where) {
        return new Input(record, where, null, null);
    }

    static Input dead(@Nullable GenericRecord part, Place where, byte[] raw, String reason) {
        return new Input(part, where, raw, reason);
    }

    /** Where a row stands; its text is made only when somebody reads it. */
    record Place(String file, String unit, long number) {

        @Override
        public String toString() {
            return file + " " + unit + " " + number;
        }
    }
}
