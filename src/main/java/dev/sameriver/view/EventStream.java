package dev.sameriver.view;

import dev.sameriver.function.Condition;
import dev.sameriver.function.Getter;
import dev.sameriver.log.Event;
import dev.sameriver.log.EventTypeInfo;
import dev.sameriver.log.Events;
import dev.sameriver.operator.KeyColumns;
import java.time.Duration;
import java.util.function.Function;
import org.apache.flink.api.common.functions.InvalidTypesException;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.jspecify.annotations.Nullable;

/** The events of one log; see {@link Inputs#events}. */
public final class EventStream<T> {

    private static final Duration LONGEST = Duration.ofDays(36_525);

    private final Inputs inputs;
    private final String log;
    private final @Nullable EventType<T> type;
    private final @Nullable Duration disorder;
    private final @Nullable Condition<T> filter;
    private final Opening<T> opening;

    /**
     * @param type what the events are read into; null if the view's own code makes them
     */
    EventStream(
            Inputs inputs,
            String log,
            @Nullable EventType<T> type,
            @Nullable Duration disorder,
            @Nullable Condition<T> filter,
            Opening<T> opening) {
        this.inputs = inputs;
        this.log = log;
        this.type = type;
        this.disorder = disorder;
        this.filter = filter;
        this.opening = opening;
    }

    /** How the events become a stream; see {@link EventSource#open}. */
    interface Opening<T> {
        EventSource.Opened<T> open(Duration disorder, Duration before);
    }

    /**
     * Declares the disorder bound: how far, in event time, an event may lie behind the latest one
     * of its partition before windows close without it. With a bound of 2 h, after an event at
     * 10:00 the partition's clock is 08:00: windows that end by then are over for the events that
     * follow.
     *
     * @param bound from zero to 100 years, in whole milliseconds
     */
    public EventStream<T> disorder(Duration bound) {
        if (bound.isNegative()
                || bound.compareTo(LONGEST) > 0
                || bound.toNanosPart() % 1_000_000 != 0) {
            throw new UserError(
                    "A disorder bound must be from zero to 100 years, in whole milliseconds, but is"
                            + " "
                            + bound
                            + " for log "
                            + log
                            + ": give how far events may be out of order.");
        }
        return new EventStream<>(inputs, log, type, bound, filter, opening);
    }

    /**
     * Takes only the events that meet a condition. The others are as if they were not in the log:
     * neither counted nor late; they still move the clock. An event on which the condition throws
     * goes to the dead letters.
     *
     * <p>{@code filter(flight -> flight.delayMinutes() > 0)} takes the flights that were late. A
     * second filter takes those of the first that meet it too.
     */
    public EventStream<T> filter(Condition<T> condition) {
        Condition<T> first = filter;
        Condition<T> both =
                first == null ? condition : event -> first.holds(event) && condition.holds(event);
        return new EventStream<>(inputs, log, type, disorder, both, opening);
    }

    /**
     * Puts plain Flink code on the way of the events, one by one. An event keeps its place, time
     * and clock through {@link Event#map}, and is judged by them; one that the code drops is in
     * none of the run's three sums, and one that it makes into two is counted twice, though the two
     * share one row of late events or dead letters, as these go by position. Dead events come by
     * too, and have no value.
     *
     * <pre>{@code
     * inputs.events("flights", Flight.class)
     *         .disorder(Duration.ofHours(2))
     *         .through(flights ->
     *                 flights.map(flight -> flight.map(Route::of))
     *                         .returns(new EventTypeInfo<>(TypeInformation.of(Route.class)))
     *                         .uid("routes"))
     *         .keyBy("route", Route::name)
     * }</pre>
     *
     * @param code must be deterministic, keep the order of a partition's events, and hold none back
     *     behind a watermark
     * @throws UserError if the events were filtered before
     */
    public <R> EventStream<R> through(Function<DataStream<Event<T>>, DataStream<Event<R>>> code) {
        if (filter != null) {
            throw new UserError(
                    "Events are filtered behind a view's own Flink code, but those of log "
                            + log
                            + " are before: call filter(...) after through(...), or filter them in"
                            + " the code.");
        }
        return new EventStream<>(
                inputs,
                log,
                null,
                disorder,
                null,
                (bound, before) -> {
                    EventSource.Opened<T> opened = opening.open(bound, before);
                    DataStream<Event<R>> events =
                            code.apply(Events.of(opened.events()).uid(inputs.uid("events-" + log)));
                    requireKnownType(events, log);
                    return new EventSource.Opened<>(
                            Events.blocks(events).uid(inputs.uid("blocks-" + log)),
                            opened.horizon());
                });
    }

    /**
     * Keys the events by a column. An event whose key is null goes to the dead letters.
     *
     * @param column the column's name in the view
     */
    public <V> KeyedEvents<T> keyBy(String column, Getter<T, V> getter) {
        return new KeyedEvents<>(this, KeyColumns.of(column, getter));
    }

    /**
     * Requires of events that code gives that Flink knows their type.
     *
     * @param log the name of the log that they are of
     * @throws UserError if it does not
     */
    public static void requireKnownType(DataStream<?> events, String log) {
        String found;
        try {
            if (events.getType() instanceof EventTypeInfo) {
                return;
            }
            found = events.getType().toString();
        } catch (InvalidTypesException e) {
            found = "none";
        }
        throw new UserError(
                "Code on the way of events must give events of a type that Flink knows, but for log"
                        + " "
                        + log
                        + " the type is "
                        + found
                        + ": call returns(new EventTypeInfo<>(...)) on its last step.");
    }

    Inputs inputs() {
        return inputs;
    }

    String log() {
        return log;
    }

    /** What the events are read into; null if the view's own code makes them. */
    @Nullable EventType<T> type() {
        return type;
    }

    /** What an event must meet to be taken; null if all are. */
    @Nullable Condition<T> filter() {
        return filter;
    }

    /**
     * The disorder bound.
     *
     * @throws UserError if none was declared
     */
    Duration disorder() {
        if (disorder == null) {
            throw new UserError(
                    "A view must declare the disorder bound of every log that it reads, but log "
                            + log
                            + " has none: call disorder(...) after events(...).");
        }
        return disorder;
    }

    EventSource.Opened<T> open(Duration before) {
        return opening.open(disorder(), before);
    }
}
