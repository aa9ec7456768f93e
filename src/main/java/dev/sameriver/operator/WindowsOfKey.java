package dev.sameriver.operator;

import dev.sameriver.aggregate.Aggregation;
import dev.sameriver.aggregate.Totals;
import dev.sameriver.log.Event;
import dev.sameriver.window.AlignedWindows;
import dev.sameriver.window.SessionWindows;
import dev.sameriver.window.SliceMath;
import dev.sameriver.window.WindowSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.jspecify.annotations.Nullable;

/**
 * The open windows of one key at a time, for those who keep its state and its timer themselves:
 * with the verdicts and the rows of {@link WindowOperator}, event by event.
 *
 * <pre>{@code
 * windows.turnTo(state);        // null at first
 * windows.read(event);          // may throw: then nothing has changed
 * long end = windows.add();     // LATE if no window counts it
 * state = windows.state();      // null when nothing is held
 * timer = windows.due();        // HeldKey.NEVER when nothing is held
 * }</pre>
 *
 * <p>All that a key holds is read and written for each event: in windows of an hour that move on by
 * the minute, up to 60 totals.
 */
public final class WindowsOfKey<T> {

    /** Takes a window's row. */
    public interface Rows {

        /**
         * @param start in milliseconds since 1970-01-01T00:00Z, as is the end
         * @param results of the aggregate columns, in their order
         */
        void give(long start, long end, @Nullable Object[] results);
    }

    /** No window counts the event. */
    public static final long LATE = Long.MIN_VALUE;

    private static final String KEY = "";

    private final WindowSpec windows;
    private final Aggregation<T> aggregation;
    private final @Nullable SliceMath math;
    private final DataOutputSerializer bytes = new DataOutputSerializer(256);

    private KeyWindows key;
    private @Nullable Event<T> event;

    /** Starts with a key that holds nothing. */
    public WindowsOfKey(WindowSpec windows, Aggregation<T> aggregation) {
        this.windows = windows;
        this.aggregation = aggregation;
        this.math = windows instanceof AlignedWindows aligned ? aligned.math() : null;
        this.key = fresh();
    }

    /** Turns to a key that holds what {@link #state} gave; nothing, if null. */
    public void turnTo(byte @Nullable [] state) {
        key = fresh();
        if (state == null) {
            return;
        }
        try {
            key.read(new DataInputDeserializer(state));
        } catch (IOException e) {
            throw new UncheckedIOException("The windows of a key could not be read.", e);
        }
    }

    /**
     * Reads what the aggregates take of an event.
     *
     * @throws RuntimeException if one has no value of it, as where it divides by 0
     */
    public void read(Event<T> read) {
        aggregation.read(read);
        event = read;
    }

    /**
     * Counts the event that was read last in those windows that its clock leaves it.
     *
     * @return the end of the first of them, in milliseconds since 1970-01-01T00:00Z; {@link #LATE}
     *     if there is none
     */
    public long add() {
        Event<T> added = Objects.requireNonNull(event, "no event was read");
        long from = added.time();
        long to = added.time();
        if (math != null) {
            from = math.sliceOf(added.time());
            to = new SliceVerdict(math).firstCounted(from, added.clock());
            if (to == SliceVerdict.LATE) {
                return LATE;
            }
        } else if (added.time() < added.clock()) {
            return LATE;
        }
        Totals totals = aggregation.create();
        aggregation.add(totals);
        return key.gather(from, to, totals);
    }

    /** When the next window ends; {@link HeldKey#NEVER} if none is open. */
    public long due() {
        return key.due();
    }

    /** Gives the rows of all windows that end at or before a time, in order, and forgets them. */
    public void fire(long until, Rows rows) {
        key.fire(
                until,
                (any, start, end, totals, early) -> {
                    @Nullable Object[] results = new @Nullable Object[aggregation.size()];
                    aggregation.results(totals, results, 0);
                    rows.give(start, end, results);
                });
    }

    /** What the key holds; null if that is nothing. */
    public byte @Nullable [] state() {
        if (key.size() == 0) {
            return null;
        }
        bytes.clear();
        try {
            key.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("The windows of a key could not be written.", e);
        }
        return bytes.getCopyOfBuffer();
    }

    private KeyWindows fresh() {
        return math == null
                ? new KeySessions(KEY, ((SessionWindows) windows).gapMillis(), aggregation)
                : new KeySlices(KEY, math, aggregation);
    }
}
