package dev.sameriver.aggregate;

import dev.sameriver.testkit.AggregateTestKit;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every aggregate that comes with Sameriver, through the kit that users put their own through. */
class MergeToTheSameBitsTest {

    static Stream<AggregateColumn<Long>> longs() {
        return Stream.of(
                Aggregates.count("count"),
                Aggregates.countIf("count_if", value -> value % 2 == 0),
                Aggregates.sum("sum", Long::longValue),
                Aggregates.min("min", Long::longValue),
                Aggregates.max("max", Long::longValue),
                Aggregates.mean("mean", Long::longValue),
                Aggregates.distinctCount("distinct", value -> value),
                Aggregates.distinctExact("distinct_exact", Instant::ofEpochMilli),
                Aggregates.first("first", value -> value % 3 == 0 ? null : value),
                Aggregates.last("last", value -> value % 3 == 0 ? null : value),
                Aggregates.earliest("earliest", value -> value % 3 == 0 ? null : value),
                Aggregates.latest("latest", Instant::ofEpochMilli),
                Aggregates.sum("of_some", value -> Math.toIntExact(value)),
                Aggregates.filter(value -> value % 3 == 0, Aggregates.sum("f", Long::longValue)),
                Aggregates.filter(value -> value % 3 == 0, Aggregates.last("f", value -> value)),
                Aggregates.greatest("greatest", value -> value),
                new CountedEvents<>("log"),
                new LastPosition<>());
    }

    @ParameterizedTest
    @MethodSource("longs")
    void wholeNumbers(AggregateColumn<Long> column) {
        AggregateTestKit.check(column, MergeToTheSameBitsTest::wholeNumber);
    }

    static Stream<AggregateColumn<Double>> doubles() {
        return Stream.of(
                Aggregates.minDouble("min", Double::doubleValue),
                Aggregates.maxDouble("max", Double::doubleValue),
                Aggregates.sumDouble("sum", Double::doubleValue),
                Aggregates.meanDouble("mean", Double::doubleValue),
                Aggregates.quantile("p00", 0, Double::doubleValue),
                Aggregates.quantile("p50", 0.5, Double::doubleValue),
                Aggregates.quantile("p99", 0.99, Double::doubleValue),
                Aggregates.distinctCount("distinct", value -> value),
                Aggregates.distinctExact("distinct_exact", value -> value),
                Aggregates.last("last", value -> value),
                Aggregates.least("least", value -> value),
                Aggregates.filter(
                        value -> value > 0, Aggregates.sumDouble("sum", Double::doubleValue)));
    }

    @ParameterizedTest
    @MethodSource("doubles")
    void doublesOfLikeSize(AggregateColumn<Double> column) {
        AggregateTestKit.check(column, random -> random.nextGaussian() * 100);
    }

    @ParameterizedTest
    @MethodSource("doubles")
    void doublesOfAnyFiniteSize(AggregateColumn<Double> column) {
        AggregateTestKit.check(column, MergeToTheSameBitsTest::anyFinite, 100);
    }

    @ParameterizedTest
    @MethodSource("doubles")
    void doublesWithInfinitiesAndNaN(AggregateColumn<Double> column) {
        AggregateTestKit.check(
                column,
                random ->
                        switch (random.nextInt(40)) {
                            case 0 -> Double.NaN;
                            case 1, 2, 3 -> Double.POSITIVE_INFINITY;
                            case 4 -> Double.NEGATIVE_INFINITY;
                            case 5 -> -0.0;
                            case 6 -> 0.0;
                            case 7 -> Double.longBitsToDouble(0xFFF8_0000_0000_0001L);
                            default -> anyFinite(random);
                        },
                100);
    }

    static Stream<AggregateColumn<String>> texts() {
        return Stream.of(
                Aggregates.topK("top", 3, value -> nullIfEmpty(value)),
                Aggregates.topK("all", 1000, value -> value),
                Aggregates.distinctCount("distinct", value -> value),
                Aggregates.distinctExact("distinct_exact", value -> value),
                Aggregates.distinctCount("lengths", value -> value.length() > 1),
                Aggregates.first("first", value -> nullIfEmpty(value)),
                Aggregates.least("least", value -> nullIfEmpty(value)),
                Aggregates.greatest("greatest_decimal", value -> decimal(value)),
                Aggregates.sumDecimal("sum", value -> decimal(value)),
                Aggregates.distinctExact("decimals", value -> decimal(value)),
                Aggregates.distinctCount("about_decimals", value -> decimal(value)));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void textsAndDecimals(AggregateColumn<String> column) {
        AggregateTestKit.check(column, random -> Integer.toString(random.nextInt(200)));
        AggregateTestKit.check(column, random -> "\uD83D\uD800\"x".substring(random.nextInt(5)));
    }

    @Test
    void distinctCountBeyondTheHashesThatItHolds() {
        AggregateTestKit.check(
                Aggregates.distinctCount("distinct", (Long value) -> value),
                Random::nextLong,
                2000);
    }

    private static Long wholeNumber(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextLong();
            case 1 -> random.nextBoolean() ? Long.MAX_VALUE : Long.MIN_VALUE;
            default -> (long) random.nextInt(20) - 10;
        };
    }

    private static double anyFinite(Random random) {
        double value = Double.longBitsToDouble(random.nextLong());
        return Double.isFinite(value) ? value : random.nextGaussian();
    }

    private static @Nullable String nullIfEmpty(String value) {
        return value.isEmpty() ? null : value;
    }

    /** The digits of the text as a decimal with a scale of its own; null without digits. */
    private static @Nullable BigDecimal decimal(String value) {
        return value.matches("[0-9]+")
                ? new BigDecimal(value + "0").movePointLeft(value.length())
                : null;
    }
}
