package dev.sameriver.upgrade;

import dev.sameriver.log.EventBlock;
import dev.sameriver.log.EventBlockTypeInfo;
import dev.sameriver.view.EventSource;
import dev.sameriver.view.EventType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Opens every log as one in which nothing ever happens, and remembers which were asked for. */
final class SilentLogs implements EventSource {

    private final StreamExecutionEnvironment environment;
    private final List<LogShape> opened = new ArrayList<>();

    SilentLogs(StreamExecutionEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public <T> Opened<T> open(
            String log, EventType<T> type, Duration disorder, Duration before, String uid) {
        opened.add(new LogShape(uid, log, disorder));
        EventBlockTypeInfo<T> blocks = new EventBlockTypeInfo<>(type.typeInfo());
        DataStream<EventBlock<T>> events =
                environment
                        .fromSource(
                                new SilentSource<>(blocks),
                                WatermarkStrategy.noWatermarks(),
                                "log " + log)
                        .uid(uid);
        return new Opened<>(events, Long.MAX_VALUE);
    }

    /** The logs that were opened, in order. */
    List<LogShape> opened() {
        return opened;
    }
}
