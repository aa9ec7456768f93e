package dev.sameriver.testkit;

import dev.sameriver.aggregate.AggregateColumn;
import java.util.Random;
import java.util.function.Function;

/**
 * Checks that an aggregate gives the same bits however events are cut, ordered and merged.
 *
 * <p>For each of many seeds it makes some events (values from the generator; event times, with
 * ties; positions in two generations and three partitions), adds them in order to one accumulator,
 * and then several times more in a shuffled order to many, which are merged as a random tree, some
 * written and read back on the way. Demanded are
 *
 * <ul>
 *   <li>the same result and the same serialized bytes as in order;
 *   <li>that merging leaves the accumulator merged from as it was, then and after both change;
 *   <li>that an accumulator without events changes nothing, merged from or merged into;
 *   <li>that asking for the result or writing changes nothing, and reading consumes what was
 *       written, no more and no less;
 *   <li>that the result is held as the column's type says;
 *   <li>that an aggregator of your own reports at least as many bytes of memory as it is written
 *       in.
 * </ul>
 *
 * <p>An event on which {@code read} throws is left out, as the operator leaves it out. Small cases
 * come first, so that a counterexample is short. The same arguments always give the same verdict.
 *
 * <pre>{@code
 * @Test
 * void longestDelayMergesToTheSameBits() {
 *     AggregateTestKit.check(
 *             Aggregates.max("max_delay", Flight::delay),
 *             random -> new Flight("BOS", random.nextInt(240)));
 * }
 * }</pre>
 */
public final class AggregateTestKit {

    /** Enough that a fault which shows in one case of twenty is found all but surely. */
    private static final int DEFAULT_CASES = 400;

    private AggregateTestKit() {}

    /**
     * Checks an aggregate on 400 cases of up to about 100 events.
     *
     * @param column the aggregate
     * @param values makes an event's value from a seeded source; should repeat values and reach the
     *     ends of their range
     * @throws AssertionError with the events and the merges that break it
     */
    public static <T> void check(AggregateColumn<T> column, Function<Random, T> values) {
        check(column, values, DEFAULT_CASES);
    }

    /**
     * Checks an aggregate on a number of cases. Case {@code n} has up to {@code n / 4 + 2} events.
     *
     * @param cases 1 or greater
     * @throws AssertionError with the events and the merges that break it
     */
    public static <T> void check(AggregateColumn<T> column, Function<Random, T> values, int cases) {
        for (int seed = 0; seed < cases; seed++) {
            Random random = new Random(seed);
            new MergeTrial<>(column, new EventMaker<>(values).make(random, seed / 4 + 2), random)
                    .run();
        }
    }
}
