package dev.sameriver.ordered;

import dev.sameriver.function.Getter;
import dev.sameriver.log.CountedEvent;
import dev.sameriver.log.Event;
import dev.sameriver.operator.SideTags;
import dev.sameriver.view.Column;
import dev.sameriver.view.Types;
import dev.sameriver.view.ViewRow;
import java.util.List;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/** Makes rows of a machine's results. A result that a column cannot be read from is refused. */
public final class RowOperator<R> extends AbstractStreamOperator<ViewRow>
        implements OneInputStreamOperator<OrderedEvent<R>, ViewRow> {

    private final RowStage<R> stage;

    private transient Refusals refusals;

    public RowOperator(RowStage<R> stage) {
        this.stage = stage;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        refusals =
                Refusals.restore(
                        stage.share(),
                        stage.step(),
                        stage.logs(),
                        context,
                        getRuntimeContext(),
                        getMetricGroup());
    }

    @Override
    public void processElement(StreamRecord<OrderedEvent<R>> record) {
        OrderedEvent<R> result = record.getValue();
        if (!stage.range().asksFor(result.time)) {
            return;
        }
        ViewRow row;
        try {
            row = row(result);
        } catch (RuntimeException e) {
            output.collect(
                    SideTags.DEAD,
                    new StreamRecord<>(refusals.refuseResult(result, Event.reason(e))));
            return;
        }
        output.collect(new StreamRecord<>(row, result.time));
    }

    private ViewRow row(OrderedEvent<R> result) {
        List<Column> columns = stage.schema().columns();
        @Nullable Object[] values = new @Nullable Object[columns.size()];
        int keyColumns = stage.schema().keyColumns();
        int getter = 0;
        if (stage.placed()) {
            values[0] = stage.logs().get(result.log);
            values[1] = (long) result.generation;
            values[2] = (long) result.partition;
            values[3] = result.offset;
            values[4] = result.number;
        } else {
            while (getter < keyColumns) {
                values[getter] = key(result.value, columns.get(getter), getter++);
            }
        }
        values[keyColumns] = result.time;
        for (int at = keyColumns + 1; getter < stage.getters().size(); at++) {
            values[at] = read(result.value, columns.get(at), getter++);
        }
        if (stage.traced()) {
            values[values.length - 1] = source(result).toString();
        }
        return new ViewRow(values, stage.range().isFinalAt(result.time));
    }

    private CountedEvent source(OrderedEvent<R> result) {
        return new CountedEvent(
                stage.logs().get(result.log), result.position(), result.time, result.clock);
    }

    private Object key(R value, Column column, int getter) {
        Object held = read(value, column, getter);
        if (held == null) {
            throw new IllegalArgumentException("key column " + column.name() + " is null");
        }
        return held;
    }

    private @Nullable Object read(R value, Column column, int getter) {
        Getter<R, ?> reader = stage.getters().get(getter);
        return Types.hold(column.type(), reader.get(value));
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        refusals.snapshot();
    }
}
