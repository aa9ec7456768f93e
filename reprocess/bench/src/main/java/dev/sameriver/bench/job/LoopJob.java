package dev.sameriver.bench.job;

import dev.sameriver.archive.ArrayPool;
import dev.sameriver.archive.LogArchive;
import dev.sameriver.archive.RecordKind;
import dev.sameriver.archive.Segment;
import dev.sameriver.archive.SegmentColumns;
import dev.sameriver.archive.SegmentRows;
import dev.sameriver.bench.BenchWindow;
import dev.sameriver.bench.CaseOrder;
import dev.sameriver.bench.CaseRun;
import dev.sameriver.bench.CpuTime;
import dev.sameriver.bench.Dataset;
import dev.sameriver.connect.Settings;
import java.io.IOException;
import java.util.List;
import java.util.Objects;

/**
 * The limit: one thread that adds columns which are decoded already to a hash table of longs, and
 * merges overlapping windows from it. It knows no clock, no failure and no second machine.
 */
final class LoopJob implements SystemJob {

    private static final int ROWS = 10_000;

    @Override
    public CaseRun run(CaseOrder order, Dataset data) throws IOException {
        Readings readings = Readings.read(data);
        long cpuBefore = CpuTime.millis();
        long start = System.nanoTime();
        BenchWindow window = order.benchCase().windows();
        Derived derived = window.isSession() ? sessions(readings, window) : sums(readings, window);
        long millis = (System.nanoTime() - start) / 1_000_000;
        long cpuMillis = CpuTime.millis() - cpuBefore;
        return CaseRun.of(millis, cpuMillis, derived.rows(), derived.sum());
    }

    /** How many rows there are, and the sum of their hashes. */
    private record Derived(long rows, long sum) {}

    private static Derived sessions(Readings readings, BenchWindow window) {
        SessionTable sessions = new SessionTable(window.size().toMillis());
        for (int i = 0; i < readings.size; i++) {
            sessions.add(readings.keys[i], readings.times[i], readings.values[i]);
        }
        return new Derived(sessions.finish(), sessions.checksum());
    }

    private static Derived sums(Readings readings, BenchWindow window) {
        long size = window.size().toMillis();
        long slide = window.slide().toMillis();
        SumTable slices = new SumTable();
        for (int i = 0; i < readings.size; i++) {
            long time = readings.times[i];
            slices.add(readings.keys[i], time - Math.floorMod(time, slide), 1, readings.values[i]);
        }
        SumTable windows = window.isTumbling() ? slices : slices.spread(size, slide);
        return new Derived(windows.size(), windows.checksum(size));
    }

    /** All readings, column by column. */
    private static final class Readings {

        private final long[] keys;
        private final long[] times;
        private final long[] values;
        private int size;

        private Readings(int capacity) {
            keys = new long[capacity];
            times = new long[capacity];
            values = new long[capacity];
        }

        static Readings read(Dataset data) throws IOException {
            Settings settings = data.settings();
            LogArchive archive =
                    LogArchive.open(
                            settings.require(Settings.ARCHIVE), settings.hadoop(), Dataset.LOG);
            Readings readings = new Readings(Math.toIntExact(data.events()));
            for (Segment segment : archive.manifest().segments()) {
                try (SegmentColumns columns =
                        Objects.requireNonNull(
                                archive.openColumns(
                                        segment,
                                        List.of("key", "value"),
                                        0,
                                        new ArrayPool(ROWS)))) {
                    for (SegmentRows rows = columns.next(ROWS);
                            rows != null;
                            rows = columns.next(ROWS)) {
                        readings.add(rows);
                        rows.release();
                    }
                }
            }
            return readings;
        }

        private void add(SegmentRows rows) {
            long[] rowKeys = rows.columns().get(0).longs();
            long[] rowValues = rows.columns().get(1).longs();
            for (int row = 0; row < rows.size(); row++) {
                if (rows.kind(row) == RecordKind.EVENT) {
                    keys[size] = rowKeys[row];
                    times[size] = rows.times()[row];
                    values[size++] = rowValues[row];
                }
            }
        }
    }
}
