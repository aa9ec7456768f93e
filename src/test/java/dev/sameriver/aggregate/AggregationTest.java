package dev.sameriver.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.log.Clock;
import dev.sameriver.log.Event;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Columns side by side, with accumulators of words and objects, each as it is alone. */
class AggregationTest {

    private static final List<AggregateColumn<Long>> COLUMNS =
            List.of(
                    Aggregates.max("max", Long::longValue),
                    Aggregates.quantile("p50", 0.5, Long::doubleValue),
                    Aggregates.count("n"),
                    Aggregates.sum("sum", Long::longValue),
                    Aggregates.topK("top", 2, value -> value.toString()),
                    Aggregates.minDouble("min_double", Long::doubleValue),
                    Aggregates.mean("mean", Long::longValue),
                    Aggregates.sumDouble("sum_double", Long::doubleValue),
                    Aggregates.min("min", Long::longValue));

    private static final List<Long> VALUES = List.of(7L, Long.MAX_VALUE, -3L, 7L, Long.MIN_VALUE);

    @Test
    void eachColumnIsAsItIsAlone() {
        for (int seed = 0; seed < 50; seed++) {
            List<AggregateColumn<Long>> columns = new ArrayList<>(COLUMNS);
            Collections.shuffle(columns, new Random(seed));
            Aggregation<Long> aggregation = new Aggregation<>(columns);
            Totals totals = aggregation.create();
            add(aggregation, totals, VALUES);
            assertThat(results(aggregation, totals)).isEqualTo(alone(columns, VALUES));
        }
    }

    @Test
    void totalsInATableAreApartFromTheirNeighbours() throws Exception {
        Aggregation<Long> aggregation = new Aggregation<>(COLUMNS);
        long[] words = new long[3 * aggregation.words() + 2];
        Arrays.fill(words, 0x5555);
        Totals place = new Totals(words, new Object[3 * aggregation.objects()]);
        for (int entry = 0; entry < 3; entry++) {
            aggregation.create(at(place, aggregation, entry));
        }
        add(aggregation, at(place, aggregation, 1), VALUES.subList(0, 2));
        Totals rest = aggregation.create();
        add(aggregation, rest, VALUES.subList(2, 5));
        aggregation.merge(at(place, aggregation, 1), rest);
        DataOutputSerializer bytes = new DataOutputSerializer(64);
        aggregation.write(at(place, aggregation, 1), bytes);
        aggregation.read(
                at(place, aggregation, 2), new DataInputDeserializer(bytes.getCopyOfBuffer()));

        assertThat(results(aggregation, at(place, aggregation, 0)))
                .isEqualTo(alone(COLUMNS, List.of()));
        assertThat(results(aggregation, at(place, aggregation, 1)))
                .isEqualTo(alone(COLUMNS, VALUES));
        assertThat(results(aggregation, at(place, aggregation, 2)))
                .isEqualTo(alone(COLUMNS, VALUES));
        assertThat(new long[] {words[0], words[words.length - 1]}).containsOnly(0x5555);
    }

    private static Totals at(Totals place, Aggregation<?> aggregation, int entry) {
        return place.moveTo(
                place.words,
                1 + entry * aggregation.words(),
                place.objects,
                entry * aggregation.objects());
    }

    private static void add(Aggregation<Long> aggregation, Totals totals, List<Long> values) {
        for (long value : values) {
            aggregation.read(Event.of(1, 0, 0, 0, Clock.NONE, value));
            aggregation.add(totals);
        }
    }

    private static List<@Nullable Object> alone(
            List<AggregateColumn<Long>> columns, List<Long> values) {
        List<@Nullable Object> results = new ArrayList<>();
        columns.forEach(column -> results.add(Evaluation.of(column, values)));
        return results;
    }

    private static List<@Nullable Object> results(Aggregation<Long> aggregation, Totals totals) {
        @Nullable Object[] row = new @Nullable Object[aggregation.columns().size()];
        aggregation.results(totals, row, 0);
        return Arrays.asList(row);
    }
}
