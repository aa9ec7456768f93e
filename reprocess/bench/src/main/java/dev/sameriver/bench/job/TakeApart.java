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
        // What comes next only writes them, so that one of each is enough.
        Tuple2<Long, Long> reading = new Tuple2<>();
        StreamRecord<Tuple2<Long, Long>> taken = new StreamRecord<>(reading);
        for (int row = 0; row < block.size(); row++) {
            reading.setFields(keys[row], values[row]);
            taken.setTimestamp(block.time(row));
            output.collect(taken);
        }
    }
}
