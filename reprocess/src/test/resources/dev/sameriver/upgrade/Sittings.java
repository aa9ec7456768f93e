package com.acme;

import static dev.sameriver.aggregate.Aggregates.*;

import dev.sameriver.aggregate.Aggregator;
import dev.sameriver.log.Event;
import dev.sameriver.log.EventTypeInfo;
import dev.sameriver.view.*;
import dev.sameriver.window.Windows;
import java.io.IOException;
import java.time.*;
import java.util.*;
import org.apache.flink.api.common.functions.*;
import org.apache.flink.api.common.state.*;
import org.apache.flink.api.common.typeinfo.*;
import org.apache.flink.core.memory.*;
import org.apache.flink.streaming.api.datastream.*;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

public final class Sittings implements View {

    public String name() {
        return "sittings";
    }

    public int version() {
        return 1;
    }

    public Rows derive(Inputs inputs) {
        Rows rows = inputs.events("clicks", Click.class)
                .disorder(Duration.ofMinutes(10))
                .through(Sittings::steps)
                .keyBy("user", Click::user)
                .thenBy("page", Click::page)
                .window(Windows.session(Duration.ofMinutes(30)))
                .aggregate(
                        count("clicks"),
                        first("entry", Click::page),
                        quantile("median", 0.5, click -> click.millis()),
                        of("best", click -> click.millis(), new Best()));
        return rows;
    }

    static DataStream<Event<Click>> steps(DataStream<Event<Click>> clicks) {
        return clicks
                .keyBy(click -> click.partition())
                .process(new Latest())
                .returns(new EventTypeInfo<>(TypeInformation.of(Click.class)));
    }

    public record Click(String page, String user, long millis) {}

    public static final class Latest
            extends KeyedProcessFunction<Integer, Event<Click>, Event<Click>> {

        private transient ValueState<Long> latest;

        @Override
        public void open(OpenContext context) throws Exception {
            latest = getRuntimeContext().getState(new ValueStateDescriptor<>("latest", Long.class));
        }

        @Override
        public void processElement(Event<Click> click, Context context, Collector<Event<Click>> out)
                throws Exception {
            out.collect(click);
        }
    }

    public static final class Best implements Aggregator<Long, long[], Long> {

        public String format() {
            return "best/1";
        }

        public ColumnType type() {
            return ColumnType.LONG;
        }

        public long[] create() {
            return new long[1];
        }

        public void add(long[] into, Long value) {
            into[0] = Math.max(into[0], value);
        }

        public void merge(long[] into, long[] from) {
            into[0] = Math.max(into[0], from[0]);
        }

        public Long result(long[] best) {
            return best[0];
        }

        public void write(long[] best, DataOutputView out) throws IOException {
            out.writeLong(best[0]);
        }

        public long[] read(DataInputView in) throws IOException {
            return new long[] {in.readLong()};
        }
    }
}
