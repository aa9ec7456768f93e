package dev.sameriver.operator;

import dev.sameriver.log.Event;
import dev.sameriver.log.EventBlock;
import dev.sameriver.log.Payload;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Readings with some of their components as columns, as they are where a segment is read. When they
 * are released, the columns hold something else, as if they had been read into again.
 */
record ReadingColumns(
        List<Event<Reading>> events,
        @Nullable Object @Nullable [] keys,
        long @Nullable [] numbers,
        double @Nullable [] shares)
        implements Payload<Reading> {

    /** Events whose keys are a column. */
    static EventBlock<Reading> block(List<Event<Reading>> events) {
        return block(events, new ReadingColumns(events, keys(events), null, null));
    }

    /** Events of which some components, or none, are columns. */
    static EventBlock<Reading> block(List<Event<Reading>> events, Random random) {
        return block(
                events,
                new ReadingColumns(
                        events,
                        random.nextBoolean() ? keys(events) : null,
                        random.nextInt(3) > 0 ? numbers(events) : null,
                        random.nextInt(3) > 0 ? shares(events) : null));
    }

    private static EventBlock<Reading> block(List<Event<Reading>> events, ReadingColumns columns) {
        Event<Reading> first = events.get(0);
        return new EventBlock<>(
                first.generation(),
                first.partition(),
                events.size(),
                events.stream().mapToLong(Event::offset).toArray(),
                events.stream().mapToLong(Event::time).toArray(),
                events.stream().mapToLong(Event::clock).toArray(),
                columns);
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
    public long @Nullable [] longs(String component) {
        return component.equals("number") ? numbers : null;
    }

    @Override
    public double @Nullable [] doubles(String component) {
        return component.equals("share") ? shares : null;
    }

    @Override
    public void release() {
        if (keys != null) {
            Arrays.fill(keys, "another block's");
        }
        if (numbers != null) {
            Arrays.fill(numbers, -77);
        }
        if (shares != null) {
            Arrays.fill(shares, -77);
        }
    }

    private static @Nullable Object[] keys(List<Event<Reading>> events) {
        return events.stream().map(event -> event.isDead() ? null : event.value().key()).toArray();
    }

    private static long[] numbers(List<Event<Reading>> events) {
        return events.stream()
                .mapToLong(event -> event.isDead() ? -1 : event.value().number())
                .toArray();
    }

    private static double[] shares(List<Event<Reading>> events) {
        return events.stream()
                .mapToDouble(event -> event.isDead() ? -1 : event.value().share())
                .toArray();
    }
}
