package dev.sameriver.archiver;

import dev.sameriver.archive.LogArchive;
import dev.sameriver.archive.ValueFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Notices that the log's schema has moved on, by the first value written with a schema not seen
 * before: else its new columns would be left out of the archive. JSON values tell no schema; there
 * a new schema counts from the next segment on.
 */
final class SchemaWatch {

    private static final int HEADER = 10;

    private final TailSpec spec;
    private final String current;
    private final boolean avro;
    private final Set<Long> seen = new HashSet<>();

    SchemaWatch(TailSpec spec, LogArchive archive) {
        this.spec = spec;
        this.current = archive.definition().schema();
        this.avro = archive.definition().format() == ValueFormat.AVRO;
    }

    /** Whether the log's current schema is another one than the segment was started with. */
    boolean movedOn(byte @Nullable [] value) throws IOException {
        if (!avro || value == null || value.length < HEADER || value[0] != (byte) 0xc3) {
            return false;
        }
        long fingerprint = ByteBuffer.wrap(value).getLong(2);
        return seen.add(fingerprint) && !spec.open().definition().schema().equals(current);
    }
}
