package dev.sameriver.bench.job;

import dev.sameriver.bench.live.LiveLoad;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.windowing.triggers.Trigger;
import org.apache.flink.streaming.api.windowing.triggers.TriggerResult;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;

/**
 * Fires an open window that has changed, at the next multiple of the interval of early results, and
 * at its end: what one would write who finds Flink's own triggers to fire too often.
 */
final class ChangeTrigger extends Trigger<Object, TimeWindow> {

    private static final ValueStateDescriptor<Long> NEXT =
            new ValueStateDescriptor<>("next", Types.LONG);

    @Override
    public TriggerResult onElement(
            Object element, long timestamp, TimeWindow window, TriggerContext context)
            throws Exception {
        ValueState<Long> next = context.getPartitionedState(NEXT);
        if (next.value() == null) {
            long interval = LiveLoad.EARLY.toMillis();
            long fire = (context.getCurrentProcessingTime() / interval + 1) * interval;
            next.update(fire);
            context.registerProcessingTimeTimer(fire);
            context.registerEventTimeTimer(window.maxTimestamp());
        }
        return TriggerResult.CONTINUE;
    }

    @Override
    public TriggerResult onProcessingTime(long time, TimeWindow window, TriggerContext context) {
        context.getPartitionedState(NEXT).clear();
        return TriggerResult.FIRE;
    }

    @Override
    public TriggerResult onEventTime(long time, TimeWindow window, TriggerContext context) {
        return time == window.maxTimestamp() ? TriggerResult.FIRE : TriggerResult.CONTINUE;
    }

    @Override
    public void clear(TimeWindow window, TriggerContext context) throws Exception {
        Long next = context.getPartitionedState(NEXT).value();
        if (next != null) {
            context.deleteProcessingTimeTimer(next);
        }
        context.getPartitionedState(NEXT).clear();
        context.deleteEventTimeTimer(window.maxTimestamp());
    }
}
