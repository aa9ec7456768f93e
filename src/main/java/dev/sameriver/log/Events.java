package dev.sameriver.log;

import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Takes blocks apart, for code that looks at events one by one. */
public final class Events {

    private Events() {}

    /**
     * The events of blocks, in order, each with its event time as Flink's timestamp.
     *
     * @param blocks as a source of logs gives them, of type {@link EventBlockTypeInfo}
     */
    public static <T> SingleOutputStreamOperator<Event<T>> of(DataStream<EventBlock<T>> blocks) {
        EventBlockTypeInfo<T> type = (EventBlockTypeInfo<T>) blocks.getType();
        return blocks.transform("events", type.event(), new Flatten<>());
    }

    static final class Flatten<T> extends AbstractStreamOperator<Event<T>>
            implements OneInputStreamOperator<EventBlock<T>, Event<T>> {

        @Override
        public void processElement(StreamRecord<EventBlock<T>> record) {
            EventBlock<T> block = record.getValue();
            for (int row = 0; row < block.size(); row++) {
                output.collect(new StreamRecord<>(block.event(row), block.time(row)));
            }
        }
    }
}
