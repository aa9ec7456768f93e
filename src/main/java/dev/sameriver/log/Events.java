package dev.sameriver.log;

import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Takes blocks apart, for code that looks at events one by one, and puts them together again. */
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

    /**
     * Events as blocks of one each, in order.
     *
     * @param events of type {@link EventTypeInfo}
     */
    public static <T> SingleOutputStreamOperator<EventBlock<T>> blocks(
            DataStream<Event<T>> events) {
        EventTypeInfo<T> type = (EventTypeInfo<T>) events.getType();
        return events.map(event -> EventBlock.of(event))
                .returns(new EventBlockTypeInfo<>(type))
                .name("blocks");
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
