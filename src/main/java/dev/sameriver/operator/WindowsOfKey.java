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
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.jspecify.annotations.Nullable;

/**
 * The open windows of one key at a time, for those who keep its state and its timer themselves:
 * with the verdicts and the rows of {@link WindowOperator}, event by event.
 *
 * <pre>{@code
 * windows.turnTo(state);            // null at first
 * boolean counts = windows.add(event);
 * state = windows.state();          // null when nothing is held
 * timer = windows.due();            // HeldKey.NEVER when nothing is held
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

    private static final String KEY = "";

    private final WindowSpec windows;
    private final Aggregation<T> aggregation;
    private final @Nullable SliceMath math;
    private final DataOutputSerializer bytes = new DataOutputSerializer(256);

    private KeyWindows key;

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
     * Counts an event in those windows that its clock leaves it.
     *
     * @return whether there was one: else the event is late
     * @throws RuntimeException if an aggregate has no value of the event, and nothing has changed
     */
    public boolean add(Event<T> event) {
        long from = event.time();
        long to = event.time();
        if (math != null) {
            from = math.sliceOf(event.time());
            to = new SliceVerdict(math).firstCounted(from, event.clock());
        }
        boolean isLate = math == null ? event.time() < event.clock() : to == SliceVerdict.LATE;
        if (isLate) {
            return false;
        }
        aggregation.read(event);
        Totals totals = aggregation.create();
        aggregation.add(totals);
        key.gather(from, to, totals);
        return true;
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
