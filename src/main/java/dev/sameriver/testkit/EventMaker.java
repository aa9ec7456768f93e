package dev.sameriver.testkit;

import dev.sameriver.log.Clock;
import dev.sameriver.log.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/** Makes the events of one case: each at a position of its own, some at equal event times. */
final class EventMaker<T> {

    private static final int GENERATIONS = 2;
    private static final int PARTITIONS = 3;

    private final Function<Random, T> values;

    EventMaker(Function<Random, T> values) {
        this.values = values;
    }

    /** From 0 to {@code most} events. */
    List<Event<T>> make(Random random, int most) {
        int size = random.nextInt(most + 1);
        long[] nextOffsets = new long[GENERATIONS * PARTITIONS];
        List<Event<T>> events = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            int generation = random.nextInt(GENERATIONS);
            int partition = random.nextInt(PARTITIONS);
            long offset = nextOffsets[generation * PARTITIONS + partition]++;
            int time = random.nextInt(1 + size / 2) - size / 4;
            events.add(
                    Event.of(
                            generation, partition, offset, time, Clock.NONE, values.apply(random)));
        }
        return events;
    }
}
