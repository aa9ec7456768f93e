package dev.sameriver.view;

import dev.sameriver.function.Getter;
import dev.sameriver.operator.KeyColumns;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The events of one log; see {@link Inputs#events}. */
public final class EventStream<T> {

    private static final Duration LONGEST = Duration.ofDays(36_525);

    private final Inputs inputs;
    private final String log;
    private final Class<T> type;
    private final @Nullable Duration disorder;

    EventStream(Inputs inputs, String log, Class<T> type, @Nullable Duration disorder) {
        this.inputs = inputs;
        this.log = log;
        this.type = type;
        this.disorder = disorder;
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
        return new EventStream<>(inputs, log, type, bound);
    }

    /**
     * Keys the events by a column. An event whose key is null goes to the dead letters.
     *
     * @param column the column's name in the view
     */
    public KeyedEvents<T> keyBy(String column, Getter<T, ?> getter) {
        return new KeyedEvents<>(this, KeyColumns.of(column, getter));
    }

    Inputs inputs() {
        return inputs;
    }

    String log() {
        return log;
    }

    EventSource.Opened<T> open(Duration before) {
        if (disorder == null) {
            throw new UserError(
                    "A view must declare the disorder bound of every log that it reads, but log "
                            + log
                            + " has none: call disorder(...) after events(...).");
        }
        return inputs.source().open(log, type, disorder, before, inputs.uid("log-" + log));
    }
}
