package dev.sameriver.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sameriver.log.Event;
import dev.sameriver.view.ColumnType;
import dev.sameriver.view.UserError;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OtherAggregatesTest {

    record Reading(@Nullable String sensor, double value, Instant seen) {}

    @Test
    void minAndMaxOfDoublesTellZerosApartAndPassNaNOn() {
        assertThat(Evaluation.of(Aggregates.minDouble("m", Double::doubleValue), 0.0, -0.0, 3.5))
                .isEqualTo(-0.0);
        assertThat(Evaluation.of(Aggregates.maxDouble("m", Double::doubleValue), -1.5, -3.5))
                .isEqualTo(-1.5);
        assertThat(Evaluation.of(Aggregates.maxDouble("m", Double::doubleValue), Double.NaN, 1.0))
                .isEqualTo(Double.NaN);
    }

    @Test
    void meanOfDoublesDoesNotOverflow() {
        Double most = Double.MAX_VALUE;
        assertThat(Evaluation.of(Aggregates.meanDouble("m", Double::doubleValue), most, most))
                .isEqualTo(most);
        assertThat(Evaluation.of(Aggregates.meanDouble("m", Double::doubleValue), 0.1, 0.2, 0.3))
                .isEqualTo(0.2);
    }

    @Test
    void filteredAggregateIsOfTheEventsThatMeetTheFilterAndNullWithoutAny() {
        AggregateColumn<Long> sum =
                Aggregates.filter(value -> value > 0, Aggregates.sum("s", Long::longValue));
        AggregateColumn<Long> least =
                Aggregates.filter(value -> value > 0, Aggregates.least("l", value -> value));
        assertThat(Evaluation.of(sum, -5L, 2L, 3L)).isEqualTo(5L);
        assertThat(Evaluation.of(sum, -5L, 0L)).isNull();
        assertThat(Evaluation.of(least, -5L, 3L, 2L)).isEqualTo(2L);
        assertThat(Evaluation.of(least, -5L, 0L)).isNull();
    }

    @Test
    void filteredAggregateDoesNotReadTheOtherEvents() {
        AggregateColumn<Reading> sum =
                Aggregates.filter(
                        reading -> reading.sensor() != null,
                        Aggregates.sum(
                                "s", reading -> Objects.requireNonNull(reading.sensor()).length()));
        assertThat(Evaluation.of(sum, reading("ab"), reading(null))).isEqualTo(2L);
    }

    @Test
    void leastAndGreatestAreOfAnyTypeAndPassNullOver() {
        AggregateColumn<Reading> least = Aggregates.least("l", Reading::sensor);
        AggregateColumn<Reading> greatest = Aggregates.greatest("g", Reading::sensor);
        assertThat(Evaluation.of(least, reading("b"), reading(null), reading("a"))).isEqualTo("a");
        assertThat(Evaluation.of(greatest, reading("a"), reading("b"))).isEqualTo("b");
        assertThat(Evaluation.of(greatest, reading(null))).isNull();
        assertThat(Aggregates.least("seen", Reading::seen).type()).isEqualTo(ColumnType.TIMESTAMP);
    }

    @Test
    void sumOfDecimalsIsExactAndHasNoTrailingZeros() {
        AggregateColumn<String> sum =
                Aggregates.sumDecimal("s", text -> text.isEmpty() ? null : new BigDecimal(text));
        assertThat(Evaluation.of(sum, "1.50", "0.500", "")).isEqualTo(new BigDecimal("2"));
        assertThat(Evaluation.of(sum, "0.1", "-0.10")).isEqualTo(BigDecimal.ZERO);
        assertThat(Evaluation.of(sum, "")).isNull();
    }

    @Test
    void decimalWithVastDigitsIsRefusedWhenRead() {
        AggregateColumn<BigDecimal> sum = Aggregates.sumDecimal("fare", value -> value);
        assertThatThrownBy(() -> Evaluation.of(sum, new BigDecimal("1E+1000000000")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("fare");
    }

    @Test
    void distinctCountIsNearAndDistinctExactIsExact() {
        List<Long> values = LongStream.range(0, 20_000).mapToObj(i -> i % 10_000).toList();
        assertThat(Evaluation.of(Aggregates.distinctExact("d", (Long v) -> v), values))
                .isEqualTo(10_000L);
        Object about = Evaluation.of(Aggregates.distinctCount("d", (Long v) -> v), values);
        assertThat((Long) about).isCloseTo(10_000L, within(500L));
        assertThat(
                        Evaluation.of(
                                Aggregates.distinctCount("d", (Long v) -> v),
                                values.subList(0, 300)))
                .isEqualTo(300L);
    }

    @Test
    void emptyTextIsAValueAndNullIsNone() {
        AggregateColumn<Reading> distinct = Aggregates.distinctCount("d", Reading::sensor);
        assertThat(Evaluation.of(distinct, reading(""), reading("a"), reading(null))).isEqualTo(2L);
    }

    @Test
    void equalNumbersAreOneDistinctValue() {
        AggregateColumn<String> exact = Aggregates.distinctExact("d", BigDecimal::new);
        assertThat(Evaluation.of(exact, "1", "1.0", "1.00", "2")).isEqualTo(2L);
        AggregateColumn<Double> zeros = Aggregates.distinctExact("d", (Double v) -> v);
        assertThat(Evaluation.of(zeros, 0.0, -0.0)).isEqualTo(1L);
    }

    @Test
    void quantileIsWithinOnePercentOfTheValueOfItsRank() {
        List<Double> values = DoubleStream.iterate(-500, v -> v + 1).limit(1001).boxed().toList();
        for (double q : new double[] {0, 0.01, 0.25, 0.5, 0.9, 0.99, 1}) {
            double exact = values.get((int) (q * 1000));
            Object about = Evaluation.of(Aggregates.quantile("q", q, Double::doubleValue), values);
            assertThat((Double) about).isCloseTo(exact, within(Math.abs(exact) * 0.01 + 1e-9));
        }
    }

    @Test
    void quantileOutsideZeroToOneIsRefused() {
        assertThatThrownBy(() -> Aggregates.quantile("p99", 99, Double::doubleValue))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "A quantile is a share from 0 to 1, but column p99 asks for 99.0: write"
                                + " the median as 0.5 and the 99th percentile as 0.99.");
    }

    @Test
    void quantileOfInfinityIsTheGreatestThatTheSketchTellsApart() {
        Object q =
                Evaluation.of(
                        Aggregates.quantile("q", 1, Double::doubleValue),
                        1.0,
                        Double.POSITIVE_INFINITY);
        assertThat((Double) q).isBetween(1e308, Double.MAX_VALUE);
    }

    @Test
    void topKOrdersByCountAndThenByText() {
        AggregateColumn<String> top = Aggregates.topK("t", 2, text -> text);
        assertThat(Evaluation.of(top, "c", "b", "a", "b", "c", "\"\n"))
                .isEqualTo("[[\"b\",2],[\"c\",2]]");
        assertThat(Evaluation.of(top, "\"\n")).isEqualTo("[[\"\\\"\\n\",1]]");
        assertThat(Evaluation.of(top, List.of())).isEqualTo("[]");
        assertThatThrownBy(() -> Aggregates.topK("t", 0, (String text) -> text))
                .isInstanceOf(UserError.class);
    }

    @Test
    void firstAndLastGoByPositionAndEarliestAndLatestByTime() {
        List<Event<String>> events =
                List.of(
                        event(1, 0, 50, "kafka"),
                        event(0, 3, 90, "newest"),
                        event(0, 2, 10, "import"),
                        event(0, 4, 10, "oldest too"));
        assertThat(Evaluation.ofEvents(Aggregates.first("f", v -> v), events)).isEqualTo("import");
        assertThat(Evaluation.ofEvents(Aggregates.last("l", v -> v), events)).isEqualTo("kafka");
        assertThat(Evaluation.ofEvents(Aggregates.earliest("e", v -> v), events))
                .isEqualTo("import");
        assertThat(Evaluation.ofEvents(Aggregates.latest("l", v -> v), events)).isEqualTo("newest");
    }

    @Test
    void firstOfEventsAtOnePositionIsTheLesserValue() {
        List<Event<String>> events = List.of(event(1, 0, 0, "b"), event(1, 0, 0, "a"));
        assertThat(Evaluation.ofEvents(Aggregates.first("f", v -> v), events)).isEqualTo("a");
        assertThat(Evaluation.ofEvents(Aggregates.last("l", v -> v), events)).isEqualTo("b");
    }

    @Test
    void columnTakesItsTypeFromTheGetterAmongOthers() {
        List<AggregateColumn<Reading>> columns =
                columns(
                        Aggregates.count("n"),
                        Aggregates.first("sensor", Reading::sensor),
                        Aggregates.latest("seen", reading -> reading.seen()),
                        Aggregates.distinctCount("values", reading -> reading.value()));
        assertThat(columns.stream().map(AggregateColumn::type))
                .containsExactly(
                        ColumnType.LONG, ColumnType.TEXT, ColumnType.TIMESTAMP, ColumnType.LONG);
    }

    @SafeVarargs
    private static <T> List<AggregateColumn<T>> columns(AggregateColumn<T>... columns) {
        return Stream.of(columns).toList();
    }

    private static Reading reading(@Nullable String sensor) {
        return new Reading(sensor, 1, Instant.EPOCH);
    }

    private static <T> Event<T> event(int generation, long offset, long time, T value) {
        return Event.of(generation, 0, offset, time, 0, value);
    }
}
