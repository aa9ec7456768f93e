package dev.sameriver.ingest;

import dev.sameriver.connect.ExternalSorter;
import java.io.Closeable;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * Puts rows in the order of arrival on their way to the log: by the order column if there is one,
 * with ties in the order of the files, or as they come.
 *
 * <p>A row without a value there, as a dead one is, keeps its place behind the row before it.
 */
abstract class Arrival implements Closeable {

    private final RowMaker maker;
    private final Selection selection;

    private Arrival(RowMaker maker, Selection selection) {
        this.maker = maker;
        this.selection = selection;
    }

    static Arrival of(ImportPlan plan, Destination destination) throws IOException {
        RowMaker maker = new RowMaker(plan);
        Selection selection = Selection.of(plan);
        String order = plan.options().orderField();
        return order == null
                ? new AsRead(maker, selection, destination)
                : new Sorted(
                        maker,
                        selection,
                        destination,
                        plan.schema(),
                        order,
                        plan.options().sortMemory());
    }

    /** Takes a row of the files, if it arrived in the range that was asked for. */
    final void add(Input input) throws IOException {
        if (selection.includes(input.record())) {
            put(input.record(), maker.make(input));
        }
    }

    abstract void put(@Nullable GenericRecord record, Routed row) throws IOException;

    /** Hands on what is still held back. */
    abstract void finish() throws IOException;

    private static final class AsRead extends Arrival {

        private final Destination destination;

        AsRead(RowMaker maker, Selection selection, Destination destination) {
            super(maker, selection);
            this.destination = destination;
        }

        @Override
        void put(@Nullable GenericRecord record, Routed row) throws IOException {
            destination.append(row);
        }

        @Override
        void finish() {}

        @Override
        public void close() {}
    }

    private static final class Sorted extends Arrival {

        private final Destination destination;
        private final OrderKey key;
        private final RowBytes bytes;
        private final ExternalSorter sorter;

        Sorted(
                RowMaker maker,
                Selection selection,
                Destination destination,
                Schema schema,
                String order,
                long memory)
                throws IOException {
            super(maker, selection);
            this.destination = destination;
            this.key = OrderKey.of(schema, order);
            this.bytes = new RowBytes(schema, maker);
            this.sorter = new ExternalSorter(memory);
        }

        @Override
        void put(@Nullable GenericRecord record, Routed row) throws IOException {
            bytes.start(key.of(record), sorter.records());
            bytes.write(row);
            sorter.add(bytes.array(), 0, bytes.length());
        }

        @Override
        void finish() throws IOException {
            ExternalSorter.Sorted sorted = sorter.sort();
            for (byte[] next = sorted.next(); next != null; next = sorted.next()) {
                destination.append(bytes.read(next));
            }
        }

        @Override
        public void close() throws IOException {
            sorter.close();
        }
    }
}
