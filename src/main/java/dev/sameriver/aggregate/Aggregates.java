package dev.sameriver.aggregate;

import dev.sameriver.function.Condition;
import dev.sameriver.function.DoubleGetter;
import dev.sameriver.function.Getter;
import dev.sameriver.function.LongGetter;
import dev.sameriver.view.ColumnType;
import dev.sameriver.view.Types;
import dev.sameriver.view.UserError;
import java.math.BigDecimal;

/**
 * The aggregates that come with Sameriver, each bound to a column of the view.
 *
 * <p>All of them give the same bits however the events were cut into partials and in whatever order
 * those were merged. Four rules hold throughout:
 *
 * <ul>
 *   <li><b>Null.</b> A getter that returns null adds nothing to its column; only {@code count}
 *       counts the event. A column without any value is null.
 *   <li><b>Failure.</b> A getter that throws on an event makes it a dead letter; none of the
 *       window's columns has it. That is how a {@code LongGetter} meets a null it cannot unbox.
 *   <li><b>NaN.</b> One NaN among floating-point values makes their result NaN.
 *   <li><b>Rounding.</b> Sums are held exactly and rounded once, when the row is made.
 * </ul>
 */
public final class Aggregates {

    private Aggregates() {}

    /** How many events there are; a LONG. */
    public static <T> AggregateColumn<T> count(String name) {
        return new Count<>(name, null);
    }

    /** How many events meet the condition; a LONG, 0 where none does. */
    public static <T> AggregateColumn<T> countIf(String name, Condition<T> condition) {
        return new Count<>(name, condition);
    }

    /**
     * The exact sum of whole numbers; a LONG.
     *
     * <p>It is held in 128 bits, so that {@code Long.MAX_VALUE + 1 - 1} is {@code Long.MAX_VALUE}
     * in any order. A sum beyond the longs is shown as the end that it passed: {@link
     * Long#MAX_VALUE} or {@link Long#MIN_VALUE}. Where that can happen use {@link #sumDecimal}.
     */
    public static <T> AggregateColumn<T> sum(String name, LongGetter<T> getter) {
        return new LongSum<>(name, getter);
    }

    /** The least of whole numbers; a LONG. */
    public static <T> AggregateColumn<T> min(String name, LongGetter<T> getter) {
        return new LongExtreme<>(name, getter, false);
    }

    /** The greatest of whole numbers; a LONG. */
    public static <T> AggregateColumn<T> max(String name, LongGetter<T> getter) {
        return new LongExtreme<>(name, getter, true);
    }

    /** The least of floating-point numbers, where -0.0 is below 0.0; a DOUBLE. */
    public static <T> AggregateColumn<T> minDouble(String name, DoubleGetter<T> getter) {
        return new DoubleExtreme<>(name, getter, false);
    }

    /** The greatest of floating-point numbers, where 0.0 is above -0.0; a DOUBLE. */
    public static <T> AggregateColumn<T> maxDouble(String name, DoubleGetter<T> getter) {
        return new DoubleExtreme<>(name, getter, true);
    }

    /**
     * The least of values of any type that a column holds, as texts, decimals or times; of that
     * type. Texts are ordered by UTF-16 code units; of floating-point numbers NaN is the greatest.
     *
     * @param getter returns a type that a column holds, see {@link Types#of}
     */
    public static <T, R> AggregateColumn<T> least(String name, Getter<T, R> getter) {
        ColumnType type = Types.of(getter, name);
        return new AggregatorColumn<>(name, held(type, getter), new Extreme(type, false));
    }

    /** The greatest of values of any type; see {@link #least}. */
    public static <T, R> AggregateColumn<T> greatest(String name, Getter<T, R> getter) {
        ColumnType type = Types.of(getter, name);
        return new AggregatorColumn<>(name, held(type, getter), new Extreme(type, true));
    }

    /**
     * The mean of whole numbers; a DOUBLE. It is the double nearest to the exact sum over the
     * count: of 1, 2 and 2 it is 1.6666666666666667.
     */
    public static <T> AggregateColumn<T> mean(String name, LongGetter<T> getter) {
        return new LongMean<>(name, getter);
    }

    /**
     * The exact sum of doubles, rounded once to the nearest; a DOUBLE.
     *
     * <p>0.1 ten times gives 1.0, and 1e100 + 1 - 1e100 gives 1.0, in any order. A sum of zero is
     * 0.0, never -0.0. Infinities of both signs give NaN.
     */
    public static <T> AggregateColumn<T> sumDouble(String name, DoubleGetter<T> getter) {
        return new DoubleSum<>(name, getter);
    }

    /** The mean of doubles, the exact sum over the count, rounded once; a DOUBLE. */
    public static <T> AggregateColumn<T> meanDouble(String name, DoubleGetter<T> getter) {
        return new DoubleMean<>(name, getter);
    }

    /**
     * The exact sum of decimals; a DECIMAL without trailing zeros, so that 1.50 + 0.50 is 2. Null
     * where no event has a value. A value with more than 1000 places before or behind the point
     * makes its event a dead letter.
     */
    public static <T> AggregateColumn<T> sumDecimal(String name, Getter<T, BigDecimal> getter) {
        return new AggregatorColumn<>(
                name, event -> DecimalSum.refuseVast(getter.get(event), name), new DecimalSum());
    }

    /**
     * About how many distinct values there are; a LONG.
     *
     * <p>Up to 384 values are counted all but exactly; beyond, the standard error is 1.6%, at 4 KB
     * a window and key. It is read from a HyperLogLog sketch by its composite estimate.
     *
     * @param getter returns a type that a column holds, see {@link Types#of}
     */
    public static <T, R> AggregateColumn<T> distinctCount(String name, Getter<T, R> getter) {
        ColumnType type = Types.of(getter, name);
        return new AggregatorColumn<>(name, held(type, getter), new DistinctCount(type));
    }

    /**
     * How many distinct values there are, exactly; a LONG. All of them are held: use it where there
     * are some hundreds for a key and window, and {@link #distinctCount} beyond.
     *
     * @param getter returns a type that a column holds, see {@link Types#of}
     */
    public static <T, R> AggregateColumn<T> distinctExact(String name, Getter<T, R> getter) {
        ColumnType type = Types.of(getter, name);
        return new AggregatorColumn<>(name, held(type, getter), new DistinctExact(type));
    }

    /**
     * A quantile; a DOUBLE within 1% of the value that has this rank, as the median's 0.5 or 0.99.
     *
     * <p>It is read from a DDSketch, which takes about 1 KB for values from 1 to 10. Infinite
     * values take part as the greatest that the sketch tells apart, about 1.7E308.
     *
     * @param q from 0, the least value, to 1, the greatest
     * @throws UserError if q is not from 0 to 1
     */
    public static <T> AggregateColumn<T> quantile(String name, double q, DoubleGetter<T> getter) {
        return new Quantile<>(name, q, getter);
    }

    /**
     * The k most frequent texts with their counts, as a JSON array in a TEXT: {@code
     * [["a",12],["b",7]]}. Equally frequent ones stand in the order of their characters.
     *
     * <p>The counts are exact, so all distinct texts are held: use it where there are some
     * thousands for a key and window at most.
     *
     * @param k 1 or greater
     * @throws UserError if k is below 1
     */
    public static <T> AggregateColumn<T> topK(String name, int k, Getter<T, String> getter) {
        if (k < 1) {
            throw new UserError(
                    "The number of most frequent values must be 1 or greater, but column "
                            + name
                            + " asks for "
                            + k
                            + ": give a positive k.");
        }
        return new AggregatorColumn<>(name, getter, new TopK(k));
    }

    /** The value, not null, of the event at the least position of the log. */
    public static <T, R> AggregateColumn<T> first(String name, Getter<T, R> getter) {
        return new Choice<>(name, Choice.End.FIRST, getter);
    }

    /** The value, not null, of the event at the greatest position of the log. */
    public static <T, R> AggregateColumn<T> last(String name, Getter<T, R> getter) {
        return new Choice<>(name, Choice.End.LAST, getter);
    }

    /** The value, not null, of the least event time; of equal ones, of the least position. */
    public static <T, R> AggregateColumn<T> earliest(String name, Getter<T, R> getter) {
        return new Choice<>(name, Choice.End.EARLIEST, getter);
    }

    /** The value, not null, of the greatest event time; of equal ones, of the greatest position. */
    public static <T, R> AggregateColumn<T> latest(String name, Getter<T, R> getter) {
        return new Choice<>(name, Choice.End.LATEST, getter);
    }

    /** An aggregate of your own over what the getter returns; null adds nothing to it. */
    public static <T, V, A> AggregateColumn<T> of(
            String name, Getter<T, V> getter, Aggregator<V, A, ?> aggregator) {
        return new AggregatorColumn<>(name, getter, aggregator);
    }

    /**
     * An aggregate over the events alone that meet a condition; null where none does. {@code
     * filter(flight -> flight.price() != null, sum("prices", Flight::price))} is the sum of the
     * prices that are known.
     *
     * @param condition is asked before the aggregate reads the event; where it throws, the event is
     *     a dead letter
     */
    public static <T> AggregateColumn<T> filter(
            Condition<T> condition, AggregateColumn<T> aggregate) {
        return aggregate instanceof WordColumn<T> words
                ? new FilteredWords<>(condition, words)
                : new FilteredObject<>(condition, (ObjectColumn<T, ?>) aggregate);
    }

    private static <T> Getter<T, Object> held(ColumnType type, Getter<T, ?> getter) {
        return event -> Types.hold(type, getter.get(event));
    }
}
