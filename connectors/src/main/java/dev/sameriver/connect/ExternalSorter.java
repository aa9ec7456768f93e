package dev.sameriver.connect;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sorts more byte strings than fit into memory: unsigned and lexicographic, equal ones in the order
 * in which they were added.
 *
 * <p>Records gather in memory up to a bound; then they are sorted and spilled to a temporary file,
 * and in the end the files are merged. With a bound of 64 MB, 10 GB make about 160 spills. For one
 * thread; {@link #close} removes the files.
 */
public final class ExternalSorter implements Closeable {

    private static final int FAN_IN = 64;

    private final Path folder;
    private final SortBuffer buffer;
    private final List<Spill> spills = new ArrayList<>();
    private final List<Closeable> open = new ArrayList<>();
    private long records;
    private int spilled;

    /**
     * A sorter.
     *
     * @param memoryBytes what may gather in memory before it is spilled, 1 MB to 1 GB
     */
    public ExternalSorter(long memoryBytes) throws IOException {
        if (memoryBytes < 1 << 20 || memoryBytes > 1 << 30) {
            throw new IllegalArgumentException(
                    "a sorter's memory must be 1 MB to 1 GB, but was " + memoryBytes + " bytes");
        }
        this.folder = Files.createTempDirectory("sameriver-sort");
        this.buffer = new SortBuffer((int) memoryBytes);
    }

    /** Adds a record; its bytes are copied. */
    public void add(byte[] record) throws IOException {
        add(record, 0, record.length);
    }

    /** Adds a part of an array as a record; its bytes are copied. */
    public void add(byte[] bytes, int from, int length) throws IOException {
        if (!buffer.add(bytes, from, length)) {
            spill();
            if (!buffer.add(bytes, from, length)) {
                throw new IOException(
                        "A record must fit into the sorter's memory, but has " + length + " bytes");
            }
        }
        records++;
    }

    /** Records added so far. */
    public long records() {
        return records;
    }

    /** How often memory was full. */
    public int spilled() {
        return spilled;
    }

    /** All records in order; no more can be added. */
    public Sorted sort() throws IOException {
        if (spills.isEmpty()) {
            return buffer.sorted();
        }
        spill();
        return merged(spills);
    }

    private void spill() throws IOException {
        if (buffer.isEmpty()) {
            return;
        }
        spills.add(Spill.write(folder.resolve("run-" + spilled++), buffer.sorted(), 0));
        buffer.clear();
        while (spills.size() >= FAN_IN && sameLevel(tail())) {
            mergeTail();
        }
    }

    /** Merges the last runs into one that takes their place, so that few files are ever open. */
    private void mergeTail() throws IOException {
        List<Spill> tail = tail();
        Spill merged =
                Spill.write(
                        folder.resolve("merge-" + spilled + "-" + tail.get(0).level()),
                        merged(tail),
                        tail.get(0).level() + 1);
        closeOpen();
        for (Spill spill : tail) {
            Files.delete(spill.file());
        }
        tail.clear();
        spills.add(merged);
    }

    private List<Spill> tail() {
        return spills.subList(spills.size() - FAN_IN, spills.size());
    }

    private static boolean sameLevel(List<Spill> runs) {
        return runs.get(0).level() == runs.get(runs.size() - 1).level();
    }

    private Sorted merged(List<Spill> runs) throws IOException {
        SortMerge merge = new SortMerge(runs);
        open.add(merge);
        return merge;
    }

    private void closeOpen() throws IOException {
        for (Closeable closeable : open) {
            closeable.close();
        }
        open.clear();
    }

    @Override
    public void close() throws IOException {
        closeOpen();
        for (Spill spill : spills) {
            Files.deleteIfExists(spill.file());
        }
        spills.clear();
        Files.deleteIfExists(folder);
    }

    /** Records in order. */
    public interface Sorted {

        /** The next record in an array of its own, or null at the end. */
        byte @Nullable [] next() throws IOException;
    }
}
