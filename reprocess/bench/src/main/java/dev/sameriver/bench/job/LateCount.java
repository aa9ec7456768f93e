package dev.sameriver.bench.job;

import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;

/** Where late events end: counts them. */
final class LateCount<E> extends RichFlatMapFunction<E, Long> {

    static final String LATE = "late-events";

    private transient LongCounter late;

    private LateCount() {
        this.late = new LongCounter();
    }

    /** Ends a stream of late events. */
    static <E> void of(DataStream<E> late) {
        late.flatMap(new LateCount<>())
                .returns(Types.LONG)
                .sinkTo(new DiscardingSink<>())
                .name("late");
    }

    @Override
    public void open(OpenContext context) {
        late = new LongCounter();
        getRuntimeContext().addAccumulator(LATE, late);
    }

    @Override
    public void flatMap(E event, Collector<Long> out) {
        late.add(1);
    }
}
