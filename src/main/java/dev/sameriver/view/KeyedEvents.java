package dev.sameriver.view;

import dev.sameriver.function.Getter;
import dev.sameriver.operator.KeyColumns;
import dev.sameriver.window.WindowSpec;

/** Events by key; see {@link EventStream#keyBy}. */
public final class KeyedEvents<T> {

    private final EventStream<T> events;
    private final KeyColumns<T> keys;

    KeyedEvents(EventStream<T> events, KeyColumns<T> keys) {
        this.events = events;
        this.keys = keys;
    }

    /** Keys the events by one more column. */
    public KeyedEvents<T> thenBy(String column, Getter<T, ?> getter) {
        return new KeyedEvents<>(events, keys.and(column, getter));
    }

    /**
     * Cuts each key's events into windows; {@link dev.sameriver.window.Windows} lists the kinds.
     */
    public WindowedEvents<T> window(WindowSpec windows) {
        return new WindowedEvents<>(events, keys, windows, 0);
    }
}
