package dev.sameriver.view;

import dev.sameriver.ordered.Machine;
import dev.sameriver.ordered.OrderedEvent;
import dev.sameriver.ordered.OrderedEventTypeInfo;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * What derivations in order start from: the events of a log by key, or by another key what a
 * machine made of events.
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
    public final <V> AsOfJoin<T, V> asOf(KeyedInput<V> versions) {
        return new AsOfJoin<>(this, versions);
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

        /**
         * @param input which of the machine's inputs this is, from 0 on
         * @param types of all of them
         * @param horizon the least of all of them
         */
        Ordered<T> order(int input, OrderedEventTypeInfo<T> types, long horizon);
    }

    /** Values in order, and the late events and dead letters that lie beside them. */
    record Ordered<T>(DataStream<OrderedEvent<T>> events, Beside beside) {}
}
