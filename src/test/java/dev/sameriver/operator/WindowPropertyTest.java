package dev.sameriver.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The parity of views, as a property: whatever the interleaving of partitions, the lag of
 * watermarks, the parallelism, the failures and rescales, the rows, verdicts and sums are those of
 * the naive oracle.
 */
class WindowPropertyTest {

    /** Repeats one case: {@code -Dsameriver.seed=42}. */
    private static final Long SEED = Long.getLong("sameriver.seed");

    @ParameterizedTest
    @ValueSource(longs = {1, 1_000_000, 2_000_000, 3_000_000})
    void rowsAndVerdictsAreTheOraclesOnHeap(long firstSeed) throws Exception {
        for (int i = 0; i < 100; i++) {
            check(firstSeed + i, new HashMapStateBackend());
        }
    }

    @Test
    void rowsAndVerdictsAreTheOraclesOnRocksDb() throws Exception {
        for (int seed = 0; seed < 24; seed++) {
            check(seed, new EmbeddedRocksDBStateBackend(false));
        }
    }

    @Test
    void rowsAndVerdictsAreTheOraclesWithTheSeedGiven() throws Exception {
        long seed = SEED != null ? SEED : 7;
        check(seed, new HashMapStateBackend());
        check(seed, new EmbeddedRocksDBStateBackend(false));
    }

    @Test
    void someCasesHaveThousandsOfKeys() {
        long[] keys =
                LongStream.range(1, 101)
                        .map(seed -> ViewCase.ofAnyShape(random(seed)).distinctKeys())
                        .toArray();
        assertThat(Arrays.stream(keys).max().orElseThrow()).isGreaterThan(2_000);
        assertThat(Arrays.stream(keys).filter(count -> count <= 10).count()).isGreaterThan(75);
    }

    private static Random random(long seed) {
        return new Random(seed * 0x9E3779B97F4A7C15L);
    }

    private static void check(long seed, StateBackend backend) throws Exception {
        Random random = random(seed);
        ViewCase view = ViewCase.ofAnyShape(random);
        NaiveViews.Result expected = view.expected();
        NaiveViews.Result actual;
        try (Simulation simulation = new Simulation(view, random, backend)) {
            actual = simulation.run();
        } catch (Exception | AssertionError e) {
            throw new AssertionError("repeat with -Dsameriver.seed=" + seed, e);
        }
        assertThat(actual)
                .as("repeat with -Dsameriver.seed=%s: %s", seed, view.windows())
                .isEqualTo(expected);
    }
}
