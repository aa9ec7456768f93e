package dev.sameriver.ordered;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.Test;

/**
 * The parity of derivations in order, as a property: whatever the interleaving of logs and
 * partitions, the lag of watermarks, the parallelism, the memory, the failures and rescales, the
 * rows, verdicts and sums are those of the naive oracle.
 */
class OrderPropertyTest {

    /** Repeats one case: {@code -Dsameriver.seed=42}. */
    private static final Long SEED = Long.getLong("sameriver.seed");

    private static final int CASES = Integer.getInteger("sameriver.cases", 80);

    @Test
    void rowsAndVerdictsAreTheOraclesOnHeap() throws Exception {
        for (int seed = 1; seed <= CASES; seed++) {
            check(seed, new HashMapStateBackend());
        }
    }

    @Test
    void rowsAndVerdictsAreTheOraclesOnRocksDb() throws Exception {
        for (int seed = 1; seed <= 4; seed++) {
            check(seed, new EmbeddedRocksDBStateBackend(false));
        }
    }

    @Test
    void rowsAndVerdictsAreTheOraclesWithTheSeedGiven() throws Exception {
        long seed = SEED != null ? SEED : 7;
        check(seed, new HashMapStateBackend());
        check(seed, new EmbeddedRocksDBStateBackend(false));
    }

    private static void check(long seed, StateBackend backend) throws Exception {
        Random random = new Random(seed * 0x9E3779B97F4A7C15L);
        OrderCase derivation = OrderCase.random(random);
        OrderCase.Result expected = NaiveOrder.of(derivation);
        OrderCase.Result actual;
        try (OrderSimulation simulation = new OrderSimulation(derivation, random, backend)) {
            actual = simulation.run();
        } catch (Exception | AssertionError e) {
            throw new AssertionError("repeat with -Dsameriver.seed=" + seed, e);
        }
        assertThat(actual)
                .as("repeat with -Dsameriver.seed=%s: %s", seed, derivation.machine())
                .isEqualTo(expected);
    }
}
