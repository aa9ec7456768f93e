package dev.sameriver.ordered;

import dev.sameriver.log.Clock;
import dev.sameriver.log.EventBlock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes a block's events apart by key, and by time where it is not about the same: an event of
 * yesterday makes a group of its own. For a batch sorts groups by their least time, and whatever
 * else is in a group waits from then on.
 *
 * <p>Times are about the same if they are in one span of four times that which the middle half of
 * the block takes: if a block of 10:00 to 10:08 takes 4 minutes for that, in one of the spans of 16
 * minutes. A group has at most 128 events, as Flink sorts no record that is larger than a sort's
 * memory.
 */
final class EventGroups<T> {

    /** How many of a block's events are looked at for the span. */
    private static final int SAMPLES = 16;

    private static final int MOST_EVENTS = 128;

    private final long[] samples = new long[SAMPLES];
    private final List<List<OrderedEvent<T>>> groups = new ArrayList<>();
    private final Map<Place, List<OrderedEvent<T>>> open = new HashMap<>();

    private long span;

    private record Place(Object key, long span) {}

    /** Turns to a block; the groups of the one before are forgotten. */
    void start(EventBlock<?> block) {
        groups.clear();
        open.clear();
        int count = 0;
        for (int i = 0; i < SAMPLES; i++) {
            long time = block.size() == 0 ? Clock.NONE : block.time(i * block.size() / SAMPLES);
            if (time != Clock.NONE) {
                samples[count++] = time;
            }
        }
        Arrays.sort(samples, 0, count);
        long half = count == 0 ? 0 : samples[count * 3 / 4] - samples[count / 4];
        span = Math.max(1, 4 * half);
    }

    void add(OrderedEvent<T> event) {
        Place place = new Place(event.key, Math.floorDiv(event.time, span));
        List<OrderedEvent<T>> group = open.get(place);
        if (group == null || group.size() == MOST_EVENTS) {
            group = new ArrayList<>();
            groups.add(group);
            open.put(place, group);
        }
        group.add(event);
    }

    /** What the block has of each key and span, in the order in which these first come. */
    List<List<OrderedEvent<T>>> all() {
        return groups;
    }
}
