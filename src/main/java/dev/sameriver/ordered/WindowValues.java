package dev.sameriver.ordered;

import dev.sameriver.aggregate.LastPosition;
import dev.sameriver.log.Clock;
import dev.sameriver.log.Event;
import dev.sameriver.log.Position;
import dev.sameriver.operator.KeyColumns;
import dev.sameriver.operator.SideTags;
import dev.sameriver.view.ViewRow;
import dev.sameriver.window.AlignedWindows;
import dev.sameriver.window.SliceMath;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Gives the rows of final windows a place in the order: the time at which the window ends, minus 1
 * ms, and the position of the last event that it counts, which is the row's last column. They are
 * never late behind it, as a window fires before the watermark that passes its end.
 *
 * <p>Windows of a key may have one last event; their numbers tell them apart. Of two that end at
 * once, as where a wall clock skips an hour, the numbers also say which comes first.
 */
public final class WindowValues<T, R> extends AbstractStreamOperator<OrderedEvent<R>>
        implements OneInputStreamOperator<ViewRow, OrderedEvent<R>> {

    private final String step;
    private final int number;
    private final List<String> logs;
    private final KeyColumns<T> keys;
    private final @Nullable AlignedWindows windows;
    private final Function<ViewRow, R> value;

    private transient @Nullable SliceMath math;
    private transient Refusals refusals;

    /**
     * @param step the name of the step
     * @param number of the log that the windows' events are of
     * @param logs the names of the view's logs, by number
     * @param windows null if an event is in one window only
     * @param value what makes a value of a row; serializable
     */
    public WindowValues(
            String step,
            int number,
            List<String> logs,
            KeyColumns<T> keys,
            @Nullable AlignedWindows windows,
            Function<ViewRow, R> value) {
        this.step = step;
        this.number = number;
        this.logs = List.copyOf(logs);
        this.keys = keys;
        this.windows = windows;
        this.value = value;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        math = windows == null ? null : windows.math();
        refusals =
                Refusals.restore(null, step, logs, context, getRuntimeContext(), getMetricGroup());
    }

    @Override
    public void processElement(StreamRecord<ViewRow> record) {
        ViewRow row = record.getValue();
        R made;
        try {
            made = value.apply(row);
        } catch (RuntimeException e) {
            // What is open may yet come right.
            if (row.isFinal()) {
                output.collect(
                        SideTags.DEAD,
                        new StreamRecord<>(refusals.refuse(placed(row, row), Event.reason(e))));
            }
            return;
        }
        OrderedEvent<R> result = placed(row, made);
        output.collect(new StreamRecord<>(result, result.time));
    }

    private <V> OrderedEvent<V> placed(ViewRow row, V what) {
        int width = keys.columns().size();
        long start = (Long) Objects.requireNonNull(row.get(width), "a window without a start");
        long end = (Long) Objects.requireNonNull(row.get(width + 1), "a window without an end");
        Object last = Objects.requireNonNull(row.get(row.size() - 1), "a window without events");
        Position position = LastPosition.parse((String) last);
        SliceMath several = math;
        return new OrderedEvent<>(
                keys.keyOf(row),
                0,
                number,
                position.generation(),
                position.partition(),
                position.offset(),
                several == null
                        ? 0
                        : Math.floorMod(several.number(start, end), OrderedEvent.MOST_RESULTS),
                end - 1,
                Clock.NONE,
                what);
    }
}
