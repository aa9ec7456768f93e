package dev.sameriver.connect;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Merges sorted runs; of equal records that of the earlier run comes first. */
final class SortMerge implements ExternalSorter.Sorted, Closeable {

    private final Spill.Reader[] readers;
    private final PriorityQueue<Head> heads = new PriorityQueue<>();

    SortMerge(List<Spill> runs) throws IOException {
        readers = new Spill.Reader[runs.size()];
        for (int run = 0; run < readers.length; run++) {
            readers[run] = runs.get(run).open();
            advance(run);
        }
    }

    private void advance(int run) throws IOException {
        byte[] record = readers[run].next();
        if (record != null) {
            heads.add(new Head(record, run));
        }
    }

    @Override
    public byte @Nullable [] next() throws IOException {
        Head head = heads.poll();
        if (head == null) {
            return null;
        }
        advance(head.run);
        return head.record;
    }

    @Override
    public void close() throws IOException {
        for (Spill.Reader reader : readers) {
            reader.close();
        }
    }

    private record Head(byte[] record, int run) implements Comparable<Head> {

        @Override
        public int compareTo(Head other) {
            int order = Arrays.compareUnsigned(record, other.record);
            return order != 0 ? order : Integer.compare(run, other.run);
        }
    }
}
