package dev.sameriver.operator;

import dev.sameriver.log.Event;
import dev.sameriver.log.EventBlock;
import dev.sameriver.log.Payload;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Readings whose keys are a column, as they are where a segment is read. When they are released,
 * the column holds other keys, as if it had been read into again.
 */
record ReadingColumns(List<Event<Reading>> events, @Nullable Object[] keys)
        implements Payload<Reading> {

    static EventBlock<Reading> block(List<Event<Reading>> events) {
        Event<Reading> first = events.get(0);
        return new EventBlock<>(
                first.generation(),
                first.partition(),
                events.size(),
                events.stream().mapToLong(Event::offset).toArray(),
                events.stream().mapToLong(Event::time).toArray(),
                events.stream().mapToLong(Event::clock).toArray(),
                new ReadingColumns(events, keys(events)));
    }

    @Override
    public @Nullable String deadReason(int row) {
        return events.get(row).deadReason();
    }

    @Override
    public byte @Nullable [] raw(int row) {
        return events.get(row).raw();
    }

    @Override
    public Reading value(int row) {
        return events.get(row).value();
    }

    @Override
    public @Nullable Object @Nullable [] objects(String component) {
        return component.equals("key") ? keys : null;
    }

    @Override
    public void release() {
        Arrays.fill(keys, "another block's");
    }

    private static @Nullable Object[] keys(List<Event<Reading>> events) {
        return events.stream().map(event -> event.isDead() ? null : event.value().key()).toArray();
    }
}
