package dev.sameriver.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sameriver.aggregate.Aggregates;
import dev.sameriver.aggregate.Aggregator;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Aggregates with one fault each, and that the kit says which. */
class AggregateTestKitTest {

    @Test
    void findsThatRunningDoubleSumDependsOnOrder() {
        assertFound(new FaultyAggregates.Numbers(), Random::nextGaussian, "the result is");
    }

    @Test
    void findsThatEstimateKeptAtEachAdditionDependsOnOrder() {
        assertFound(FaultyAggregates.orderDependentEstimate(), whole(), "the result is");
    }

    @Test
    void findsThatMergeChangesWhatItMergesFrom() {
        assertFound(
                FaultyAggregates.changesWhatItMergesFrom(),
                whole(),
                "merging changes what is merged from");
    }

    @Test
    void findsThatMergeSharesStructure() {
        assertFound(FaultyAggregates.sharesStructure(), text(3), "adding to what was merged");
    }

    @Test
    void findsThatHashOrderShowsInTheBytes() {
        assertFound(new FaultyAggregates.Texts(), text(1000), "bytes");
    }

    @Test
    void findsThatNewAccumulatorIsNotNeutral() {
        assertFound(
                FaultyAggregates.newOneNotEmpty(),
                whole(),
                "merging an empty one into it changes it");
    }

    @Test
    void findsThatWhatIsWrittenIsNotAllRead() {
        assertFound(
                FaultyAggregates.readsHalf(), whole(), "was written as 16 bytes but read from 8");
    }

    @Test
    void findsThatFieldIsLostInSerialization() {
        assertFound(FaultyAggregates.losesField(), whole(), "the result is");
    }

    @Test
    void findsThatMoreIsHeldThanIsReported() {
        assertFound(
                FaultyAggregates.reportsHalf(),
                whole(),
                "reports 8 bytes of memory, but has 16 when it is written: override bytes");
    }

    @Test
    void showsTheEventsAndTheMerges() {
        assertThatThrownBy(
                        () ->
                                AggregateTestKit.check(
                                        Aggregates.of(
                                                "bad",
                                                (Double v) -> v,
                                                new FaultyAggregates.Numbers()),
                                        Random::nextGaussian))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith(
                        "Aggregate bad (numbers/1) does not merge to the same bits:")
                .hasMessageContaining("e1")
                .hasMessageContaining("  e0 = ");
    }

    private static <V> void assertFound(
            Aggregator<V, ?, ?> aggregator, Function<Random, V> values, String fault) {
        assertThatThrownBy(
                        () ->
                                AggregateTestKit.check(
                                        Aggregates.of("bad", (V value) -> value, aggregator),
                                        values))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(fault);
    }

    private static Function<Random, Double> whole() {
        return random -> (double) random.nextInt(50);
    }

    private static Function<Random, String> text(int distinct) {
        return random -> "text " + random.nextInt(distinct);
    }
}
