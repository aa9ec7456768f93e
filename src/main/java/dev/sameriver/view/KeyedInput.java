package dev.sameriver.view;

import dev.sameriver.ordered.EventGroup;
import dev.sameriver.ordered.Lane;
import dev.sameriver.ordered.Machine;
import dev.sameriver.ordered.OrderedEventTypeInfo;
import dev.sameriver.ordered.Reads;
import dev.sameriver.window.AlignedWindows;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * What derivations in order start from: the events of a log by key, or by another key what a
 * machine or windows made of events.
 *
 * @param <T> the type of the values
 */
public abstract sealed class KeyedInput<T> permits KeyedEvents, KeyedResults {

    /**
     * Applies each key's events in order; see {@link InOrder#of} for those of several inputs.
     *
     * @param state the class of the machine's states: a Java record, or a type such as Long
     * @param result the class of its results, likewise
     */
    public final <S, R> Derived<R> inOrder(
            Machine<S, T, R> machine, Class<S> state, Class<R> result) {
        return InOrder.of(this).derive(machine, state, result);
    }

    /**
     * Joins each event with the version of another input that holds at its event time: the last one
     * of the same key at or before it.
     *
     * <p>With rates of 1.10 at 09:00 and 1.20 at 12:00, a purchase at 11:59 meets 1.10, and one at
     * 12:00 meets 1.20, in whatever order they came.
     *
     * @param versions keyed by columns of the same types
     */
    public final <V> VersionJoin<T, V> asOf(KeyedInput<V> versions) {
        return new VersionJoin<>(this, versions);
    }

    /**
     * Joins each event with the latest version that was known at its event time: the last one of
     * the same key in its log, whatever time it says that it is of.
     *
     * <p>A version is known from the greatest event time on of the records of its partition up to
     * and including it. With versions of 12:00 and then, behind it in the log, of 09:00, the second
     * one is known at 12:00 too: events at 12:00 and after meet it, and none before does. So it
     * differs from {@link #asOf}, in which the version of 09:00 holds from 09:00 until 12:00: as-of
     * tells what held, and this what was last written.
     *
     * <p>No version is ever late, and the rows do not depend on the disorder bound of the versions'
     * log: zero is best, as then events do not wait for it.
     *
     * @param versions keyed by columns of the same types; a key's versions are best in one
     *     partition, as those of two are ordered by when they were known
     */
    public final <V> VersionJoin<T, V> joinLatest(KeyedEvents<V> versions) {
        return new VersionJoin<>(this, versions.whenRead());
    }

    /**
     * Joins each event, as the left side, with all of another input of the same key whose event
     * time is within an interval around its own.
     *
     * <p>With {@code clicks.joinWithin(ofMinutes(-5), ofMinutes(10), payments)}, a click at 10:00
     * meets payments from 09:55 to 10:10, both included. A pair has the place and time of the later
     * of the two, and the event that met none its own place, and the time at which a match could
     * have come last: the click that of 10:10, and a payment at 10:00 that of 10:05.
     *
     * @param lower the least time of a right event minus that of a left one: from -100 to 100
     *     years, in whole milliseconds
     * @param upper the greatest, likewise; not less than {@code lower}
     * @param right keyed by columns of the same types
     * @throws UserError if the interval is empty or out of range
     */
    public final <R> Join<Joined<T, R>> joinWithin(
            Duration lower, Duration upper, KeyedInput<R> right) {
        return new Join<>(this, right, IntervalRule.of(lower, upper));
    }

    /**
     * Joins each event, as the left side, with all of another input of the same key in each window
     * that both are in.
     *
     * <p>In windows of an hour, an event at 10:05 meets others from 10:00 to 10:59:59.999; in
     * windows of an hour that start every half, those of 10:40 twice. A pair has the place and time
     * of the later of the two; the events of a window without any of the other side have their own
     * places, and the time at which the window ends, minus 1 ms.
     *
     * @param right keyed by columns of the same types
     */
    public final <R> Join<JoinedIn<T, R>> joinIn(AlignedWindows windows, KeyedInput<R> right) {
        return new Join<>(this, right, new WindowRule<>(windows));
    }

    /**
     * Answers reads of another input by the values of this one, which are the changes of their key:
     * at its event time a read meets the last of them, and a subscription all that follow, each
     * once. What they ask for, {@link Reads} says.
     *
     * <p>With levels of 5 at 10:00 and 7 at 11:00, a point read at 10:59 is answered 5, and one at
     * 11:00 is answered 7, in whatever order they came. At equal times the change comes first. The
     * answer has the place and time of the read, and so is a row for ever: what a reader saw can be
     * derived again. What a subscription is told later has the place and time of the change.
     *
     * <p>A position is a point of the logs, so a reader moves from one version's answers to
     * another's by it, if both versions name the logs of their changes in the same order and give
     * what they make of an event at the same event time.
     *
     * @param reads keyed by columns of the same types
     */
    public final <Q> Derived<Answer<Q, T>> answer(KeyedInput<Q> reads, Reads<Q> rule) {
        return Answers.derive(this, reads, rule);
    }

    abstract Inputs inputs();

    /** The key's columns. */
    abstract List<Column> keyColumns();

    /** What the values come from, for messages. */
    abstract String source();

    /** Opens what the values come from. */
    abstract Opened<T> open();

    /** An input whose type is known, and which can be put into the order of a machine's inputs. */
    interface Opened<T> {

        TypeInformation<T> type();

        TypeInformation<Object> keyType();

        /** The least clock where the run ends. */
        long horizon();

        /** Whether events come from logs, and are counted; else they are results. */
        boolean fromLog();

        /** What the values are made of. */
        Lineage lineage();

        /**
         * @param lane which of the machine's inputs this is
         * @param types of all of them
         * @param horizon the least of all of them
         */
        Ordered<T> order(Lane lane, OrderedEventTypeInfo<T> types, long horizon);
    }

    /** Values in order, and the late events and dead letters that lie beside them. */
    record Ordered<T>(DataStream<EventGroup<T>> events, Beside beside) {}
}
