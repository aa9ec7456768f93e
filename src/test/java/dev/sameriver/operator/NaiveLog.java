package dev.sameriver.operator;

import dev.sameriver.log.Clock;
import dev.sameriver.log.Event;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A whole log in memory: the records of each partition, in order. A record's offset is its index.
 */
public record NaiveLog(List<List<NaiveLog.Entry>> partitions) implements Serializable {

    /** The name of the log in late rows. */
    static final String NAME = "readings";

    /** What a record is. */
    public enum Kind {
        EVENT,
        HEARTBEAT,
        DEAD
    }

    /** A record; a dead one has no time, and only an event has a value. */
    public record Entry(Kind kind, long time, @Nullable Reading value) implements Serializable {

        public static Entry event(long time, @Nullable String key, @Nullable Long amount) {
            return event(time, new Reading(key, amount));
        }

        public static Entry event(long time, Reading value) {
            return new Entry(Kind.EVENT, time, value);
        }

        public static Entry heartbeat(long time) {
            return new Entry(Kind.HEARTBEAT, time, null);
        }

        public static Entry dead() {
            return new Entry(Kind.DEAD, Clock.NONE, null);
        }
    }

    /** The greatest time among the first {@code count} records of a partition that carry one. */
    public long greatest(int partition, int count) {
        long greatest = Clock.NONE;
        for (Entry entry : partitions.get(partition).subList(0, count)) {
            if (entry.kind() != Kind.DEAD) {
                greatest = Math.max(greatest, entry.time());
            }
        }
        return greatest;
    }

    /** The clock of a partition before its record at {@code offset}. */
    public long clock(int partition, int offset, long bound) {
        long greatest = greatest(partition, offset);
        return greatest == Clock.NONE ? Clock.NONE : greatest - bound;
    }

    /** The least clock over all partitions at the log's end. */
    public long horizon(long bound) {
        long least = Long.MAX_VALUE;
        for (int p = 0; p < partitions.size(); p++) {
            least = Math.min(least, clock(p, partitions.get(p).size(), bound));
        }
        return least;
    }

    /** The records of a partition as a source hands them to operators; heartbeats are not. */
    public List<@Nullable Event<Reading>> events(int partition, long bound) {
        List<@Nullable Event<Reading>> events = new ArrayList<>();
        List<Entry> entries = partitions.get(partition);
        for (int offset = 0; offset < entries.size(); offset++) {
            events.add(event(partition, offset, bound));
        }
        return events;
    }

    private @Nullable Event<Reading> event(int partition, int offset, long bound) {
        Entry entry = partitions.get(partition).get(offset);
        long clock = clock(partition, offset, bound);
        Reading value = entry.value();
        if (entry.kind() == Kind.DEAD) {
            return Event.dead(1, partition, offset, clock, "cannot be read", new byte[] {1});
        }
        return value == null ? null : Event.of(1, partition, offset, entry.time(), clock, value);
    }
}
