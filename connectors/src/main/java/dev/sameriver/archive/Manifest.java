package dev.sameriver.archive;

import dev.sameriver.log.Clock;
import dev.sameriver.log.Position;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;

/**
 * All segments of a log as of one commit. Immutable.
 *
 * <p>Example: after an import of 300 records into partition 0 and a heartbeat behind them, {@code
 * next(0)} is generation 0, offset 301, and {@code greatest(0)} is the heartbeat's time.
 */
public final class Manifest {

    private final String log;
    private final long number;
    private final String fileHash;
    private final TreeMap<Integer, List<Segment>> partitions;

    private Manifest(
            String log, long number, String fileHash, TreeMap<Integer, List<Segment>> partitions) {
        this.log = log;
        this.number = number;
        this.fileHash = fileHash;
        this.partitions = partitions;
    }

    static Manifest empty(String log) {
        return new Manifest(log, -1, Segment.ROOT, new TreeMap<>());
    }

    /** The number of the last commit, from 0; -1 if there was none. */
    public long number() {
        return number;
    }

    /** The SHA-256 of the last commit's file; {@link Segment#ROOT} if there was none. */
    public String fileHash() {
        return fileHash;
    }

    /** All segments, by partition and then in the order of the log. */
    public List<Segment> segments() {
        return partitions.values().stream().flatMap(List::stream).toList();
    }

    /** The segments of a partition in the order of the log; empty if there is none. */
    public List<Segment> segments(int partition) {
        return Collections.unmodifiableList(partitions.getOrDefault(partition, List.of()));
    }

    /**
     * How many partitions the log has by now: those that it was defined with, and those that were
     * added and archived since.
     */
    public int partitions(int defined) {
        return partitions.isEmpty() ? defined : Math.max(defined, partitions.lastKey() + 1);
    }

    /** Where the partition's next segment must start: generation 0, offset 0 if it has none. */
    public Position next(int partition) {
        List<Segment> segments = segments(partition);
        return segments.isEmpty() ? new Position(0, partition, 0) : last(segments).next();
    }

    /** The greatest time of the partition's events and heartbeats; {@link Clock#NONE} if none. */
    public long greatest(int partition) {
        List<Segment> segments = segments(partition);
        return segments.isEmpty() ? Clock.NONE : last(segments).greatestAfter();
    }

    /** The greatest generation of any segment; -1 if there is none. */
    public int generation() {
        return partitions.values().stream()
                .mapToInt(segments -> last(segments).generation())
                .max()
                .orElse(-1);
    }

    /** Whether the archive holds this very file at this very place, whatever came before it. */
    public boolean contains(Segment segment) {
        return segments(segment.partition()).stream()
                .anyMatch(
                        held ->
                                held.first().equals(segment.first())
                                        && held.path().equals(segment.path())
                                        && held.sha256().equals(segment.sha256()));
    }

    /** Rows of any kind in all segments. */
    public long rows() {
        return partitions.values().stream().flatMap(List::stream).mapToLong(Segment::rows).sum();
    }

    /**
     * This manifest with more segments, each linked to the one before it in its partition.
     *
     * @throws OffsetConflictException if one leaves a gap or overlaps
     */
    Linked link(List<Segment> more) throws OffsetConflictException {
        List<Segment> sorted = new ArrayList<>(more);
        sorted.sort(Comparator.comparing(Segment::first).thenComparingLong(Segment::nextOffset));
        TreeMap<Integer, List<Segment>> grown = new TreeMap<>(partitions);
        sorted.stream()
                .map(Segment::partition)
                .distinct()
                .forEach(partition -> grown.put(partition, new ArrayList<>(segments(partition))));
        List<Segment> linked = new ArrayList<>();
        for (Segment segment : sorted) {
            List<Segment> chain = Objects.requireNonNull(grown.get(segment.partition()));
            SegmentChain.check(log, chain, segment);
            Segment entry =
                    segment.withPrevious(chain.isEmpty() ? Segment.ROOT : last(chain).hash());
            linked.add(entry);
            chain.add(entry);
        }
        return new Linked(linked, new Manifest(log, number, fileHash, grown));
    }

    /** This manifest as of the commit with this number and file hash. */
    Manifest at(long newNumber, String newFileHash) {
        return new Manifest(log, newNumber, newFileHash, partitions);
    }

    private static Segment last(List<Segment> segments) {
        return segments.get(segments.size() - 1);
    }

    /** Segments as they go into a commit, and the manifest with them. */
    record Linked(List<Segment> segments, Manifest manifest) {}
}
