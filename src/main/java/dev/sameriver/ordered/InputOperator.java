package dev.sameriver.ordered;

import dev.sameriver.function.Condition;
import dev.sameriver.log.Clock;
import dev.sameriver.log.Event;
import dev.sameriver.log.EventBlock;
import dev.sameriver.operator.Combiner;
import dev.sameriver.operator.SideRows;
import dev.sameriver.operator.SideTags;
import dev.sameriver.operator.Tallies;
import dev.sameriver.view.KeyFilter;
import dev.sameriver.view.ViewRow;
import java.util.List;
import org.apache.flink.api.common.accumulators.LongMaximum;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Judges the events of a log and hands on those that count, each with its place in the order, those
 * of a block by key.
 *
 * <p>An event counts iff its time is at or after its own partition's clock: with a clock of 10:00,
 * an event at 10:00 counts and one at 09:59:59.999 is late. Where events take their place when they
 * became {@link Known}, none is late.
 */
public final class InputOperator<T> extends AbstractStreamOperator<EventGroup<T>>
        implements OneInputStreamOperator<EventBlock<T>, EventGroup<T>> {

    private final InputStage<T> stage;

    private transient Tallies tallies;
    private transient LongMaximum position;

    /** The events of the current block that count. */
    private transient EventGroups<T> groups;

    /** The last event that counted, as a view's own code may have made more of its record. */
    private transient @Nullable OrderedEvent<T> last;

    /** How many events before it were made of the same record. */
    private transient long made;

    public InputOperator(InputStage<T> stage) {
        this.stage = stage;
    }

    /** How the events come to their machine. */
    public InputStage<T> stage() {
        return stage;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        tallies = Tallies.restore(stage.share(), context, getRuntimeContext(), getMetricGroup());
    }

    @Override
    public void open() throws Exception {
        super.open();
        position = new LongMaximum();
        groups = new EventGroups<>();
        getRuntimeContext().addAccumulator(Combiner.POSITION, position);
    }

    @Override
    public void processElement(StreamRecord<EventBlock<T>> record) {
        EventBlock<T> block = record.getValue();
        long greatest = Clock.NONE;
        groups.start(block);
        for (int row = 0; row < block.size(); row++) {
            long time = block.time(row);
            if (time >= stage.range().to()) {
                tallies.leftOut(1);
                continue;
            }
            if (block.isDead(row)) {
                dead(SideRows.dead(stage.log(), block.event(row)));
                continue;
            }
            greatest = Math.max(greatest, time);
            judge(block, row);
        }
        if (greatest != Clock.NONE) {
            position.add(greatest);
        }
        for (List<OrderedEvent<T>> events : groups.all()) {
            EventGroup<T> group = new EventGroup<>(events);
            output.collect(new StreamRecord<>(group, group.time()));
        }
    }

    private void judge(EventBlock<T> block, int row) {
        T value;
        Object key;
        try {
            value = block.value(row);
            Condition<T> filter = stage.filter();
            if (filter != null && !filter.holds(value)) {
                tallies.leftOut(1);
                return;
            }
            key = stage.keys().key(value);
        } catch (RuntimeException e) {
            Event<T> refused = block.event(row).asDead(Event.reason(e));
            dead(SideRows.dead(stage.log(), refused, stage.step(), 0));
            return;
        }
        KeyFilter wanted = stage.wanted();
        if (wanted != null && !wanted.takes(stage.keys().text(key))) {
            tallies.leftOut(1);
            return;
        }
        long time = stage.known().of(block.time(row), block.clock(row));
        if (time < block.clock(row)) {
            tallies.late();
            side(SideTags.LATE, SideRows.late(stage.log(), block.event(row), false, ""));
            return;
        }
        tallies.counted(1);
        made = isOfLastRecord(block, row) ? made + 1 : 0;
        OrderedEvent<T> event = event(block, row, time, key, value);
        last = event;
        groups.add(event);
    }

    private OrderedEvent<T> event(EventBlock<T> block, int row, long time, Object key, T value) {
        return new OrderedEvent<>(
                key,
                stage.lane().input(),
                stage.number(),
                block.generation(),
                block.partition(),
                block.offset(row),
                stage.lane().number(made),
                time,
                block.clock(row),
                value);
    }

    private boolean isOfLastRecord(EventBlock<T> block, int row) {
        OrderedEvent<T> before = last;
        return before != null
                && before.offset == block.offset(row)
                && before.partition == block.partition()
                && before.generation == block.generation();
    }

    private void dead(ViewRow row) {
        tallies.dead();
        side(SideTags.DEAD, row);
    }

    private void side(OutputTag<ViewRow> tag, ViewRow row) {
        output.collect(tag, new StreamRecord<>(row));
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        tallies.snapshot();
    }
}
