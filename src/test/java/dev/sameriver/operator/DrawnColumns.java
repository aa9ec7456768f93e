package dev.sameriver.operator;

import dev.sameriver.aggregate.AggregateColumn;
import dev.sameriver.aggregate.Aggregates;
import dev.sameriver.aggregate.CountedEvents;
import dev.sameriver.aggregate.LastPosition;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * The aggregate columns of a random view: five that the naive oracle works out by itself, or some
 * others, of all that there are, or both.
 *
 * @param plain the five, or none
 * @param others which are added up event by event to know what must come out
 * @param readAmount whether an event without an amount makes one of them fail
 */
record DrawnColumns(
        List<AggregateColumn<Reading>> plain,
        List<AggregateColumn<Reading>> others,
        boolean readAmount) {

    /** The five alone. */
    static final long PLAIN = 0;

    /** The columns that follow from a number; new ones each time, as after a restart. */
    static DrawnColumns of(long seed) {
        if (seed == PLAIN) {
            return new DrawnColumns(five(), List.of(), true);
        }
        Random random = new Random(seed);
        List<AggregateColumn<Reading>> ofAmounts = ofAmounts();
        List<AggregateColumn<Reading>> pool = ofOthers();
        boolean readAmount = random.nextBoolean();
        if (readAmount) {
            pool.addAll(ofAmounts);
        }
        Collections.shuffle(pool, random);
        List<AggregateColumn<Reading>> others = pool.subList(0, 1 + random.nextInt(4));
        boolean hasPlain = readAmount && random.nextBoolean();
        return new DrawnColumns(
                hasPlain ? five() : List.of(),
                others,
                hasPlain || others.stream().anyMatch(ofAmounts::contains));
    }

    /** All of them, in their order in the view. */
    List<AggregateColumn<Reading>> all() {
        List<AggregateColumn<Reading>> all = new ArrayList<>(plain);
        all.addAll(others);
        return all;
    }

    private static List<AggregateColumn<Reading>> five() {
        return List.of(
                Aggregates.count("events"),
                Aggregates.sum("total", Reading::value),
                Aggregates.min("least", Reading::value),
                Aggregates.max("greatest", Reading::value),
                Aggregates.mean("mean", Reading::value));
    }

    /** Whose values may be columns of a block, or are read from the record. */
    private static List<AggregateColumn<Reading>> ofOthers() {
        return new ArrayList<>(
                List.of(
                        Aggregates.<Reading>count("count"),
                        Aggregates.sum("sum", Reading::number),
                        Aggregates.min("min", Reading::number),
                        Aggregates.max("max", Reading::number),
                        Aggregates.mean("mean_number", Reading::number),
                        Aggregates.minDouble("min_double", Reading::share),
                        Aggregates.maxDouble("max_double", Reading::share),
                        Aggregates.sumDouble("sum_double", Reading::share),
                        Aggregates.meanDouble("mean_double", Reading::share),
                        Aggregates.quantile("quantile", 0.5, Reading::share),
                        Aggregates.distinctExact("distinct_exact", Reading::number),
                        Aggregates.distinctCount("distinct", (Reading r) -> r.number() % 7),
                        Aggregates.topK("top", 2, (Reading r) -> "t" + r.number() % 3),
                        Aggregates.first("first", Reading::number),
                        Aggregates.last("last", Reading::number),
                        Aggregates.greatest("greatest_text", (Reading r) -> "t" + r.number() % 3),
                        Aggregates.filter(
                                (Reading r) -> r.number() % 2 == 0,
                                Aggregates.sum("sum_of_some", Reading::number)),
                        Aggregates.filter(
                                (Reading r) -> r.number() % 2 == 0,
                                Aggregates.sumDouble("sum_double_of_some", Reading::share)),
                        new CountedEvents<>(NaiveLog.NAME),
                        new LastPosition<>()));
    }

    private static List<AggregateColumn<Reading>> ofAmounts() {
        return List.of(
                Aggregates.countIf("count_if", (Reading r) -> r.value() % 2 == 0),
                Aggregates.sumDecimal("decimal", (Reading r) -> BigDecimal.valueOf(r.value(), 2)),
                Aggregates.earliest("earliest", (Reading r) -> r.value() > 0 ? null : r.value()),
                Aggregates.latest("latest", (Reading r) -> r.value() > 0 ? null : r.value()),
                Aggregates.of("own", Reading::value, new CountingSum()));
    }
}
