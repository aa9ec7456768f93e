package dev.sameriver.bench.step;

import dev.sameriver.bench.job.Reading;
import dev.sameriver.log.EventBlock;
import dev.sameriver.operator.KeyColumns;
import dev.sameriver.operator.Partial;
import dev.sameriver.operator.PartialTypeInfo;
import dev.sameriver.operator.RowRange;
import dev.sameriver.operator.SliceCombiner;
import dev.sameriver.operator.WindowStage;
import dev.sameriver.window.Windows;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Gives blocks to the combiner: count, sum and maximum of 10,000 keys by the minute, of each ten
 * events a minute. The same two minutes come again and again, which the combiner does not mind: it
 * judges events by the clock that came with them.
 */
@State(Scope.Thread)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CombineStep {

    private static final int BLOCKS = 50;
    private static final int KEYS = 10_000;

    private OneInputStreamOperatorTestHarness<EventBlock<Reading>, Partial> combiner;
    private StreamRecord<EventBlock<Reading>>[] records;

    @Setup
    @SuppressWarnings({"unchecked", "rawtypes"})
    public void open() throws Exception {
        WindowStage<Reading> stage =
                new WindowStage<>(
                        "readings",
                        KeyColumns.of("key", Reading::key),
                        Readings.aggregation(),
                        RowRange.ALL,
                        0);
        combiner =
                new OneInputStreamOperatorTestHarness<>(
                        new SliceCombiner<>(Windows.tumbling(Duration.ofMinutes(1)), stage));
        combiner.setup(new PartialTypeInfo(stage).createSerializer(new SerializerConfigImpl()));
        combiner.open();
        EventBlock<Reading>[] blocks = Readings.blocks(BLOCKS, KEYS, 10 * KEYS);
        records = new StreamRecord[BLOCKS];
        for (int i = 0; i < BLOCKS; i++) {
            records[i] = new StreamRecord<>(blocks[i]);
        }
    }

    @TearDown
    public void close() throws Exception {
        combiner.close();
    }

    @Benchmark
    @OperationsPerInvocation(BLOCKS * Readings.ROWS)
    public long combine() throws Exception {
        for (StreamRecord<EventBlock<Reading>> record : records) {
            combiner.processElement(record);
        }
        return combiner.getOutput().size();
    }

    /** What is handed on is put into a queue, which costs some bytes of its own. */
    @Benchmark
    @OperationsPerInvocation(BLOCKS * Readings.ROWS)
    public long combineAndHandOn() throws Exception {
        combine();
        combiner.processWatermark(Watermark.MAX_WATERMARK);
        long partials = combiner.getOutput().size();
        combiner.getOutput().clear();
        return partials;
    }
}
