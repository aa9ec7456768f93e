package dev.sameriver.archiver;

import dev.sameriver.archive.LogArchive;
import dev.sameriver.archive.Segment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Seals the partitions of one subtask: each when its segment is large enough, and all of them, in
 * one commit, at every roll age, before a checkpoint and at the end.
 *
 * <p>It holds nothing that a restart would miss: what is not committed is read again. A commit that
 * is refused, because another archiver was first, fails the task, and that restarts from the
 * manifest.
 */
final class TailWriter implements SinkWriter<TailRecord> {

    private static final Logger LOG = LoggerFactory.getLogger(TailWriter.class);

    private final TailSpec spec;
    private final long rowGroupBytes;
    private final ProcessingTimeService clock;
    private final LogArchive archive;
    private final Map<Integer, PartitionTail> partitions = new TreeMap<>();

    /**
     * @param rowGroupBytes what each partition may gather in memory
     */
    TailWriter(TailSpec spec, long rowGroupBytes, ProcessingTimeService clock) throws IOException {
        this.spec = spec;
        this.rowGroupBytes = rowGroupBytes;
        this.clock = clock;
        this.archive = spec.open();
        rollLater();
    }

    private void rollLater() {
        clock.registerTimer(
                clock.getCurrentProcessingTime() + spec.rolling().age().toMillis(),
                time -> {
                    seal(partitions.values());
                    rollLater();
                });
    }

    @Override
    public void write(TailRecord record, Context context) throws IOException {
        PartitionTail tail = partitions.get(record.partition());
        if (tail == null) {
            tail = PartitionTail.open(spec, archive, record, rowGroupBytes);
            partitions.put(record.partition(), tail);
        }
        if (tail.isSealed(record)) {
            return;
        }
        if (tail.needsOtherSchema(record)) {
            seal(List.of(tail));
        }
        tail.write(record);
        if (tail.isFull()) {
            seal(List.of(tail));
        }
    }

    @Override
    public void flush(boolean endOfInput) throws IOException {
        seal(partitions.values());
    }

    private void seal(Collection<PartitionTail> tails) throws IOException {
        List<Segment> segments = new ArrayList<>();
        for (PartitionTail tail : tails) {
            Segment segment = tail.seal();
            if (segment != null) {
                segments.add(segment);
            }
        }
        if (!segments.isEmpty()) {
            archive.commit(segments);
            segments.forEach(
                    segment -> LOG.info("Sealed {} of log {}", segment.path(), spec.log()));
        }
    }

    @Override
    public void close() throws IOException {
        for (PartitionTail tail : partitions.values()) {
            tail.close();
        }
    }
}
