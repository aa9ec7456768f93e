package dev.sameriver.bench.job;

import dev.sameriver.log.EventBlock;
import java.util.Objects;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Key and value of each event of a block, out of its columns, with the event time as timestamp. */
final class TakeApart extends AbstractStreamOperator<Tuple2<Long, Long>>
        implements OneInputStreamOperator<EventBlock<Reading>, Tuple2<Long, Long>> {

    @Override
    public void processElement(StreamRecord<EventBlock<Reading>> record) {
        EventBlock<Reading> block = record.getValue();
        long[] keys = Objects.requireNonNull(block.longs("key"), "no column of keys");
        long[] values = Objects.requireNonNull(block.longs("value"), "no column of values");
        for (int row = 0; row < block.size(); row++) {
            Tuple2<Long, Long> reading = Tuple2.of(keys[row], values[row]);
            output.collect(new StreamRecord<>(reading, block.time(row)));
        }
    }
}
