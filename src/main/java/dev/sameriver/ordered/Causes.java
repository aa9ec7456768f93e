package dev.sameriver.ordered;

import dev.sameriver.function.Getter;
import dev.sameriver.view.UserError;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What events must come after: those that they name, which whoever made them had seen.
 *
 * <p>Clocks of different devices disagree, so an event may have an earlier time than one that it
 * names. Each event therefore has a <b>causal time</b>: the greatest of its own time and, for each
 * event that it names, a millisecond more than the causal time of that. Events are applied in the
 * order of causal time, and what is made of them has that time; so an event comes behind those that
 * it names at every key, in this step and in all behind it.
 *
 * <p>With a bound of an hour, {@code u} at 10:05 and {@code m} at 10:00, which names {@code u}:
 * {@code m} is applied at 10:05:00.001. If {@code m} names what does not come at all, it is
 * <b>overdue</b> at 11:00:00.001 and goes to the dead letters, with the ids that it waited for.
 *
 * <p><b>The rule.</b> An event of time t is applied iff each name that it says is that of an event
 * of the same key whose causal time is at or after t minus the memory, and before t plus the bound.
 * Late, dead and overdue events are never applied: what names them is overdue too, and so are
 * events that name each other. Where several events have a name, the one that was applied last by
 * then stands for it. All of this is a function of the logs, as positions, times and clocks are.
 *
 * <p><b>Names.</b> An event's name is its id, and {@link #orPosition} makes its place in Kafka
 * another one.
 *
 * @param <T> the events; those that name one another must have the same key
 */
public final class Causes<T> implements Serializable {

    /** The memory of ids that are never forgotten. */
    static final long EVER = Long.MAX_VALUE;

    private static final Duration LONGEST = Duration.ofDays(36_525);

    private final Getter<T, String> id;
    private final Getter<T, ? extends Collection<String>> named;
    private final long bound;
    private final long memory;
    private final boolean positions;

    private Causes(
            Getter<T, String> id,
            Getter<T, ? extends Collection<String>> named,
            long bound,
            long memory,
            boolean positions) {
        this.id = id;
        this.named = named;
        this.bound = bound;
        this.memory = memory;
        this.positions = positions;
    }

    /**
     * Ids are remembered for ever, unless {@link #remembered} says how long.
     *
     * @param bound how much later than an event those that it names may be applied, from 1 ms to
     *     100 years, in event time
     * @param id what others name the event by; an event without it is dead, unless there is {@link
     *     #orPosition}
     * @param named the names of the events that the event comes after; null for none
     * @throws UserError if the bound is out of range
     */
    public static <T> Causes<T> within(
            Duration bound, Getter<T, String> id, Getter<T, ? extends Collection<String>> named) {
        return new Causes<>(
                id,
                named,
                millis("How long an event waits for those that it names", bound),
                EVER,
                false);
    }

    /**
     * Bounds the state, which has the ids that were applied within this time. With 30 days, an
     * event of 31 January, 10:00, may name what was applied on 1 January at 10:00 or later; one
     * that names what is older is overdue after the bound.
     *
     * @param memory from 1 ms to 100 years, in event time
     * @throws UserError if it is out of range
     */
    public Causes<T> remembered(Duration memory) {
        return new Causes<>(
                id,
                named,
                bound,
                millis("How long the ids of events are remembered", memory),
                positions);
    }

    /**
     * Lets events be named by where they stand in Kafka too, which whoever wrote or read them
     * knows: {@code friendships:0=17} is the one at offset 17 of partition 0 of the log {@code
     * friendships}. It is the event's own offset, not the next one as in the position of a version.
     * The event need not have an id then. No id should look like that; if one does, it is a name
     * that several events have.
     *
     * <p>The form has no generation, so what was imported from files is named by ids only. An event
     * with an id has two names that are remembered.
     *
     * <p>A place is the name of one event if the events are those of logs that are given once. All
     * results that a machine made of an event have its place, and so has the event itself each time
     * that its log is given: then it is a name that several events have.
     */
    public Causes<T> orPosition() {
        return new Causes<>(id, named, bound, memory, true);
    }

    private static long millis(String what, Duration duration) {
        if (duration.compareTo(Duration.ofMillis(1)) < 0 || duration.compareTo(LONGEST) > 0) {
            throw new UserError(
                    what
                            + " must be from 1 ms to 100 years, but is "
                            + duration
                            + ": give a time within which events name each other.");
        }
        return duration.toMillis();
    }

    /**
     * What others may name an event by.
     *
     * @param log the name of its log
     * @throws IllegalArgumentException if that needs an id and there is none
     */
    List<String> names(OrderedEvent<T> event, String log) {
        List<String> names = new ArrayList<>(2);
        String found = id.get(event.value);
        if (found != null) {
            names.add(found);
        } else if (!positions) {
            throw new IllegalArgumentException("the event has no id");
        }
        if (positions && event.generation > 0) {
            names.add(log + ":" + event.partition + "=" + event.offset);
        }
        return names;
    }

    Collection<String> named(T event) {
        @Nullable Collection<String> found = named.get(event);
        return found == null ? List.of() : found;
    }

    /** The greatest causal time that an event of this time can have. */
    long latest(long time) {
        return time + bound;
    }

    /** The least causal time of what an event of this time can name. */
    long earliest(long time) {
        return memory == EVER ? Long.MIN_VALUE : time - memory;
    }

    /**
     * When an id can be forgotten that was applied at this time; {@link Machine#NEVER} if never.
     */
    long forgotten(long time) {
        return memory == EVER ? Machine.NEVER : time + memory + 1;
    }

    /** Ids that were applied before this are not needed by events that are taken at a time. */
    long needed(long time) {
        return earliest(time - bound);
    }

    String overdue(Collection<String> missing) {
        return "what it names was not applied within "
                + Duration.ofMillis(bound)
                + ": "
                + String.join(", ", missing);
    }
}
