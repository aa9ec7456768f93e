package dev.sameriver.operator;

import dev.sameriver.aggregate.Aggregation;
import dev.sameriver.aggregate.Totals;
import dev.sameriver.bench.job.Reading;
import dev.sameriver.bench.step.Readings;
import dev.sameriver.log.Event;
import dev.sameriver.window.SliceMath;
import dev.sameriver.window.Windows;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Merges partials of twelve slices each into 1,000 keys that hold these slices and others; the
 * parts are those of events that half of their windows missed, which are kept apart.
 */
@State(Scope.Thread)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MergeStep {

    private static final int KEYS = 1_000;
    private static final int HELD = 60;
    private static final int MERGED = 12;
    private static final int MISSED = 30;
    private static final long SLICE_MILLIS = 60_000;

    private final Aggregation<Reading> aggregation = Readings.aggregation();
    private final PartialReader reader = new PartialReader(aggregation);
    private final List<KeySlices> keys = new ArrayList<>();
    private final List<Partial> partials = new ArrayList<>();
    private final List<Partial> parts = new ArrayList<>();

    @Setup
    public void fill() throws IOException {
        SliceMath math = Windows.hopping(Duration.ofHours(1), Duration.ofMinutes(1)).math();
        for (long key = 0; key < KEYS; key++) {
            KeySlices slices = new KeySlices(key, math, aggregation);
            keys.add(slices);
            partial(key, HELD, 0).forEach(partial -> gather(slices, partial));
            partials.addAll(partial(key, MERGED, 0));
            parts.addAll(partial(key, MERGED, MISSED));
        }
    }

    @Benchmark
    @OperationsPerInvocation(KEYS * MERGED)
    public long merge() {
        return gather(partials);
    }

    @Benchmark
    @OperationsPerInvocation(KEYS * MERGED)
    public long mergeParts() {
        return gather(parts);
    }

    private long gather(List<Partial> ofKeys) {
        long ends = 0;
        for (int key = 0; key < KEYS; key++) {
            ends += gather(keys.get(key), ofKeys.get(key));
        }
        return ends;
    }

    private long gather(KeySlices into, Partial partial) {
        long ends = 0;
        try {
            reader.open(partial);
            while (reader.next()) {
                ends += into.gather(reader.from(), reader.to(), reader.totals());
            }
        } catch (IOException e) {
            throw new IllegalStateException("a partial that cannot be read", e);
        }
        return ends;
    }

    /**
     * @param missed how many windows of each slice have missed the events; 0 if all count them
     */
    private List<Partial> partial(long key, int count, int missed) {
        List<Partial> written = new ArrayList<>();
        PartialWriter writer =
                new PartialWriter(aggregation, (partial, first) -> written.add(partial));
        for (int slice = 1; slice <= count; slice++) {
            long end = Readings.START + slice * SLICE_MILLIS;
            aggregation.read(Event.of(0, 0, slice, end - 1, 0, new Reading(key, slice)));
            Totals totals = aggregation.create();
            aggregation.add(totals);
            long first = missed == 0 ? Partial.ALL_WINDOWS : end + missed * SLICE_MILLIS;
            writer.add(key, end, first, totals);
        }
        writer.finish(key);
        return written;
    }
}
