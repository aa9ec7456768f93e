package dev.sameriver.ingest;

import dev.sameriver.archive.LogArchive;
import dev.sameriver.archive.LogRow;
import dev.sameriver.archive.Manifest;
import dev.sameriver.archive.RecordKind;
import dev.sameriver.archive.Segment;
import dev.sameriver.archive.SegmentWriter;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/** Writes rows behind the ends of a log's partitions, and commits them all at once. */
final class LogAppender implements Destination, Closeable {

    private static final int SAMPLES = 10;
    private static final long MEMORY = 256L << 20;

    private final String root;
    private final Configuration configuration;
    private final ImportPlan plan;
    private final boolean once;
    private final List<Segment> segments = new ArrayList<>();
    private final List<String> deadSamples = new ArrayList<>();
    private final @Nullable SegmentWriter[] writers;
    private final long[] next;
    private final long[] greatest;

    private @Nullable LogArchive archive;
    private long events;
    private long dead;
    private long greatestTime = Long.MIN_VALUE;

    /**
     * @param once whether rows are refused that the log has already
     */
    LogAppender(String root, Configuration configuration, ImportPlan plan, boolean once) {
        this.once = once;
        this.root = root;
        this.configuration = configuration;
        this.plan = plan;
        int partitions = plan.definition().partitions();
        this.writers = new SegmentWriter[partitions];
        this.next = new long[partitions];
        this.greatest = new long[partitions];
    }

    /** The log, made or opened when the first row comes, so that an empty import leaves none. */
    private LogArchive archive() throws IOException {
        LogArchive open = archive;
        if (open == null) {
            open =
                    plan.newLog()
                            ? LogArchive.create(
                                    root, configuration, plan.definition(), plan.schema())
                            : LogArchive.open(root, configuration, plan.definition().name());
            archive = open;
            Manifest manifest = open.manifest();
            for (int partition = 0; partition < next.length; partition++) {
                next[partition] = manifest.next(partition).offset();
                greatest[partition] = manifest.greatest(partition);
            }
        }
        return open;
    }

    @Override
    public void append(Routed routed) throws IOException {
        LogRow row = routed.row();
        write(routed.partition(), row);
        if (row.kind() == RecordKind.EVENT) {
            events++;
            greatestTime = Math.max(greatestTime, row.time());
            return;
        }
        dead++;
        if (deadSamples.size() < SAMPLES) {
            deadSamples.add(String.valueOf(row.reason()));
        }
    }

    private void write(int partition, LogRow row) throws IOException {
        LogArchive open = archive();
        SegmentWriter writer = writers[partition];
        if (writer == null) {
            writer =
                    open.writer(
                            0,
                            partition,
                            next[partition],
                            greatest[partition],
                            plan.schema(),
                            rowGroupBytes());
            writers[partition] = writer;
        }
        writer.write(row.at(next[partition]++));
        long rows = writer.rows();
        boolean large = (rows & 1023) == 0 && writer.bytes() >= plan.options().segmentBytes();
        if (rows >= plan.options().segmentRows() || large) {
            seal(partition, writer);
        }
    }

    /** All partitions' row groups gather at once, and must fit into memory together. */
    private long rowGroupBytes() {
        return Math.max(1L << 20, Math.min(8L << 20, MEMORY / next.length));
    }

    private void seal(int partition, SegmentWriter writer) throws IOException {
        greatest[partition] = writer.greatest();
        segments.add(writer.finish(next[partition]));
        writers[partition] = null;
    }

    /** Adds the heartbeats, seals what is open, and commits. */
    ImportResult commit() throws IOException {
        LogArchive open = archive;
        if (open == null) {
            return new ImportResult(0, 0, 0, null, 0, 0, -1, List.of());
        }
        int heartbeats = events == 0 ? 0 : next.length;
        for (int partition = 0; partition < heartbeats; partition++) {
            write(partition, LogRow.heartbeat(0, greatestTime));
        }
        for (int partition = 0; partition < writers.length; partition++) {
            SegmentWriter writer = writers[partition];
            if (writer != null) {
                seal(partition, writer);
            }
        }
        if (once) {
            ImportedBefore.refuse(open, segments, root);
        }
        if (plan.evolves()) {
            open.evolve(plan.schema());
        }
        Manifest manifest = open.commit(segments);
        return new ImportResult(
                events,
                dead,
                heartbeats,
                events == 0 ? null : (Long) greatestTime,
                segments.size(),
                segments.stream().mapToLong(Segment::bytes).sum(),
                manifest.number(),
                List.copyOf(deadSamples));
    }

    @Override
    public void close() throws IOException {
        for (SegmentWriter writer : writers) {
            if (writer != null) {
                writer.close();
            }
        }
    }
}
