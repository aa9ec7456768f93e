package dev.sameriver.bench.job;

import dev.sameriver.bench.BenchCase;
import dev.sameriver.bench.BenchWindow;
import dev.sameriver.bench.Dataset;
import java.io.IOException;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple6;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.windowing.assigners.EventTimeSessionWindows;
import org.apache.flink.streaming.api.windowing.assigners.SlidingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.WindowAssigner;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.OutputTag;

/**
 * The same rows by Flink's own windows with an incremental {@code aggregate()}. Keys, accumulators
 * and rows are tuples of longs, which Flink serializes fastest, and only key and value are
 * shuffled.
 */
final class StockJob extends OnFlink {

    /**
     * Two events that lie exactly the gap apart share a session in Flink, and share none here: so
     * Flink's gap is a millisecond less.
     */
    private static final long TOUCHING = 1;

    private static final OutputTag<Tuple2<Long, Long>> LATE =
            new OutputTag<>("late", Types.TUPLE(Types.LONG, Types.LONG));

    private final ReadingSource source;

    StockJob(ReadingSource source) {
        this.source = source;
    }

    @Override
    void build(StreamExecutionEnvironment environment, BenchCase benchCase, Dataset data)
            throws IOException {
        SingleOutputStreamOperator<Tuple6<Long, Long, Long, Long, Long, Long>> rows =
                source.readings(environment, benchCase, data)
                        .keyBy(reading -> reading.f0, Types.LONG)
                        .window(windows(benchCase.windows()))
                        .allowedLateness(Duration.ZERO)
                        .sideOutputLateData(LATE)
                        .aggregate(
                                new ReadingSums(),
                                new ReadingRows(benchCase.windows().isSession() ? TOUCHING : 0),
                                Types.TUPLE(Types.LONG, Types.LONG, Types.LONG),
                                Types.TUPLE(
                                        Types.LONG,
                                        Types.LONG,
                                        Types.LONG,
                                        Types.LONG,
                                        Types.LONG,
                                        Types.LONG));
        Checksum.of(rows, row -> Checksum.hash(row.f0, row.f1, row.f2, row.f3, row.f4, row.f5));
        LateCount.of(rows.getSideOutput(LATE));
    }

    private static WindowAssigner<Object, TimeWindow> windows(BenchWindow window) {
        if (window.isSession()) {
            return EventTimeSessionWindows.withGap(window.size().minusMillis(TOUCHING));
        }
        return window.isTumbling()
                ? TumblingEventTimeWindows.of(window.size())
                : SlidingEventTimeWindows.of(window.size(), window.slide());
    }
}
