package dev.sameriver.archiver;

import dev.sameriver.archive.LogArchive;
import dev.sameriver.archive.Manifest;
import dev.sameriver.archive.Segment;
import dev.sameriver.archive.SegmentWriter;
import dev.sameriver.kafka.TopicOffsets;
import dev.sameriver.kafka.ValueCodec;
import dev.sameriver.log.Position;
import dev.sameriver.source.HandOver;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One partition behind the end of its archive.
 *
 * <p>Example: the archive ends before offset 100. Records 98 to 120 come, of which 98 and 99 are
 * sealed already, and 103 and 110 are transaction markers that Kafka does not hand out; sealed,
 * they are a segment of the range [100, 121) with 19 rows.
 */
final class PartitionTail implements Closeable {

    /** How many bytes may come before the segment's size is asked again, which takes a while. */
    private static final long SIZE_CHECK_BYTES = 256 << 10;

    private final TailSpec spec;
    private final int partition;
    private final long rowGroupBytes;

    private long next;
    private long greatest;
    private boolean headDeleted;

    private @Nullable Open open;

    /** A segment that is being written, and what decodes its events. */
    private static final class Open {

        final SegmentWriter writer;
        final ValueCodec codec;
        final SchemaWatch schema;
        long unchecked;
        boolean large;

        Open(SegmentWriter writer, ValueCodec codec, SchemaWatch schema) {
            this.writer = writer;
            this.codec = codec;
            this.schema = schema;
        }
    }

    private PartitionTail(TailSpec spec, int partition, long rowGroupBytes) {
        this.spec = spec;
        this.partition = partition;
        this.rowGroupBytes = rowGroupBytes;
    }

    /** Looks up where the partition's archive ends, when its first record has come. */
    static PartitionTail open(
            TailSpec spec, LogArchive archive, TailRecord first, long rowGroupBytes)
            throws IOException {
        PartitionTail tail = new PartitionTail(spec, first.partition(), rowGroupBytes);
        Manifest manifest = archive.manifest();
        Position next = manifest.next(first.partition());
        tail.next = HandOver.kafkaOffset(next);
        tail.greatest = manifest.greatest(first.partition());
        if (spec.mayStartLater(next)) {
            // Retention may have gone on since the source started: then the record is earlier.
            long earliest =
                    TopicOffsets.read(
                                    spec.settings().kafkaProperties(), archive.definition().topic())
                            .earliest(first.partition());
            tail.next = Math.min(earliest, first.offset());
            tail.headDeleted = tail.next > 0;
        }
        return tail;
    }

    /** Whether a record is in the archive already, read again after a restart. */
    boolean isSealed(TailRecord record) {
        return record.offset() < next;
    }

    /** Whether a record was written with a schema that the open segment does not know. */
    boolean needsOtherSchema(TailRecord record) throws IOException {
        return open != null && open.schema.movedOn(record.value());
    }

    void write(TailRecord record) throws IOException {
        Open current = open;
        if (current == null) {
            current = start();
            open = current;
        }
        current.writer.write(record.decode(current.codec));
        next = record.offset() + 1;
        current.unchecked += record.length();
        if (current.unchecked >= SIZE_CHECK_BYTES) {
            current.unchecked = 0;
            current.large = current.writer.bytes() >= spec.rolling().bytes();
        }
    }

    /** Starts a segment with the schema that the log has by now. */
    private Open start() throws IOException {
        LogArchive archive = spec.open();
        SegmentWriter writer =
                archive.writer(
                        HandOver.KAFKA_GENERATION,
                        partition,
                        next,
                        greatest,
                        archive.schema(),
                        rowGroupBytes);
        return new Open(writer, ValueCodec.of(archive, null), new SchemaWatch(spec, archive));
    }

    boolean isFull() {
        return open != null && (open.large || open.writer.rows() >= spec.rolling().rows());
    }

    /** Finishes the open segment, which is to be committed then; null if there is none. */
    @Nullable Segment seal() throws IOException {
        Open current = open;
        if (current == null) {
            return null;
        }
        Segment segment = current.writer.finish(next);
        greatest = current.writer.greatest();
        open = null;
        if (headDeleted) {
            headDeleted = false;
            return segment.withHeadDeleted();
        }
        return segment;
    }

    @Override
    public void close() throws IOException {
        if (open != null) {
            open.writer.close();
            open = null;
        }
    }
}
