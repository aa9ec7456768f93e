package dev.sameriver.bench.step;

import dev.sameriver.aggregate.Aggregation;
import dev.sameriver.log.EventBlock;
import dev.sameriver.operator.Combiner;
import dev.sameriver.operator.KeyColumns;
import dev.sameriver.operator.Partial;
import dev.sameriver.operator.PartialTypeInfo;
import dev.sameriver.operator.RowRange;
import dev.sameriver.operator.SessionCombiner;
import dev.sameriver.operator.SliceCombiner;
import dev.sameriver.operator.WindowStage;
import dev.sameriver.window.AlignedWindows;
import dev.sameriver.window.SessionWindows;
import dev.sameriver.window.WindowSpec;
import java.util.List;
import java.util.Queue;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/**
 * A combiner without a job, which is given the same blocks again and again. It does not mind: it
 * judges events by the clock that came with them.
 */
public final class CombinerRig<T> implements AutoCloseable {

    private final OneInputStreamOperatorTestHarness<EventBlock<T>, Partial> combiner;
    private final List<StreamRecord<EventBlock<T>>> records;

    /** Opens a combiner. */
    public CombinerRig(
            WindowSpec windows,
            KeyColumns<T> keys,
            Aggregation<T> aggregation,
            List<EventBlock<T>> blocks)
            throws Exception {
        WindowStage<T> stage = new WindowStage<>("readings", keys, aggregation, RowRange.ALL, 0);
        combiner = new OneInputStreamOperatorTestHarness<>(combiner(windows, stage));
        combiner.setup(new PartialTypeInfo(stage).createSerializer(new SerializerConfigImpl()));
        combiner.open();
        records = blocks.stream().map(StreamRecord::new).toList();
    }

    private static <T> Combiner<T> combiner(WindowSpec windows, WindowStage<T> stage) {
        return windows instanceof SessionWindows sessions
                ? new SessionCombiner<>(sessions, stage)
                : new SliceCombiner<>((AlignedWindows) windows, stage);
    }

    /** Gives all blocks; says how many records wait that were handed on. */
    public long combine() throws Exception {
        for (StreamRecord<EventBlock<T>> record : records) {
            combiner.processElement(record);
        }
        return combiner.getOutput().size();
    }

    /**
     * Makes the combiner hand on all that it has, and forgets it; says how many records it was.
     * What is handed on is put into a queue, which costs some bytes of its own.
     */
    public long handOn() throws Exception {
        combiner.processWatermark(Watermark.MAX_WATERMARK);
        long partials = combiner.getOutput().size();
        combiner.getOutput().clear();
        return partials;
    }

    /** Forgets the rows that were given beside; says how many there were. */
    public <X> long forget(OutputTag<X> beside) {
        Queue<StreamRecord<X>> rows = combiner.getSideOutput(beside);
        long count = rows.size();
        rows.clear();
        return count;
    }

    @Override
    public void close() throws Exception {
        combiner.close();
    }
}
