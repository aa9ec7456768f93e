package com.acme;

import static dev.sameriver.aggregate.Aggregates.*;

import dev.sameriver.log.Event;
import dev.sameriver.log.EventTypeInfo;
import dev.sameriver.view.*;
import dev.sameriver.window.Windows;
import java.time.*;
import java.util.*;
import org.apache.flink.api.common.functions.*;
import org.apache.flink.api.common.state.*;
import org.apache.flink.api.common.typeinfo.*;
import org.apache.flink.runtime.state.*;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.datastream.*;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

public final class Visits implements View {

    public String name() {
        return "visits";
    }

    public int version() {
        return 1;
    }

    public Rows derive(Inputs inputs) {
        return inputs.events("clicks", Click.class)
                .disorder(Duration.ofHours(1))
                .through(Visits::steps)
                .keyBy("page", Click::page)
                .window(Windows.hopping(Duration.ofHours(1), Duration.ofMinutes(15)))
                .early(Duration.ofSeconds(1))
                .aggregate(
                        count("clicks"),
                        sum("millis", Click::millis),
                        max("longest", Click::millis));
    }

    static DataStream<Event<Click>> steps(DataStream<Event<Click>> clicks) {
        return clicks.keyBy(click -> click.partition())
                .process(new LastSeen())
                .returns(Click.TYPE)
                .name("last seen")
                .uid("last-seen")
                .map(new Totals())
                .returns(Click.TYPE)
                .uid("totals");
    }

    public record Click(String page, String user, long millis) {
        static final TypeInformation<Event<Click>> TYPE =
                new EventTypeInfo<>(TypeInformation.of(Click.class));
    }

    public static final class Seen {
        public long count;
        public String user;
        public Kind kind;
    }

    public static final class Spot {
        public int place;
    }

    public enum Kind {
        FIRST,
        AGAIN,
        NEVER
    }

    public static final class LastSeen
            extends KeyedProcessFunction<Integer, Event<Click>, Event<Click>> {

        private transient ValueState<Seen> seen;
        private transient MapState<String, Long> pages;

        @Override
        public void open(OpenContext context) throws Exception {
            seen = getRuntimeContext().getState(new ValueStateDescriptor<>("seen", Seen.class));
            pages = getRuntimeContext().getMapState(
                    new MapStateDescriptor<>("pages", String.class, Long.class));
            getRuntimeContext().getMapState(
                    new MapStateDescriptor<>("spots", Spot.class, String.class));
            getRuntimeContext().getReducingState(
                    new ReducingStateDescriptor<>("most", Long::max, Long.class));
        }

        @Override
        public void processElement(Event<Click> click, Context context, Collector<Event<Click>> out)
                throws Exception {
            out.collect(click);
        }
    }

    public static final class Totals
            implements MapFunction<Event<Click>, Event<Click>>, CheckpointedFunction {

        @Override
        public Event<Click> map(Event<Click> click) {
            return click;
        }

        @Override
        public void initializeState(FunctionInitializationContext context) throws Exception {
            OperatorStateStore store = context.getOperatorStateStore();
            store.getListState(new ListStateDescriptor<>("totals", Long.class));
            store.getBroadcastState(
                    new MapStateDescriptor<>("rules", String.class, Integer.class));
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) {}
    }
}
