package dev.sameriver.bench;

import dev.sameriver.archive.LogArchive;
import dev.sameriver.connect.Settings;
import dev.sameriver.job.LogExtent;
import dev.sameriver.job.RunMode;
import dev.sameriver.log.Event;
import dev.sameriver.log.EventBlock;
import dev.sameriver.log.Events;
import dev.sameriver.source.EventLogSource;
import java.io.IOException;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple6;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.windowing.assigners.SlidingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.WindowAssigner;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;

/**
 * The same rows by Flink's own windows with an incremental {@code aggregate()}, fed by the same
 * source with the same watermarks. Keys, accumulators and rows are tuples of longs, which Flink
 * serializes fastest, and only key and value are shuffled.
 */
final class FlinkJob implements SystemJob {

    @Override
    public void build(StreamExecutionEnvironment environment, BenchCase benchCase, Dataset data)
            throws IOException {
        DataStream<Tuple6<Long, Long, Long, Long, Long, Long>> rows =
                events(environment, benchCase, data)
                        .map(event -> Tuple2.of(event.value().key(), event.value().value()))
                        .returns(Types.TUPLE(Types.LONG, Types.LONG))
                        .keyBy(reading -> reading.f0, Types.LONG)
                        .window(windows(benchCase.window()))
                        .allowedLateness(Duration.ZERO)
                        .aggregate(
                                new ReadingSums(),
                                new ReadingRows(),
                                Types.TUPLE(Types.LONG, Types.LONG, Types.LONG),
                                Types.TUPLE(
                                        Types.LONG,
                                        Types.LONG,
                                        Types.LONG,
                                        Types.LONG,
                                        Types.LONG,
                                        Types.LONG));
        Checksum.of(rows, row -> Checksum.hash(row.f0, row.f1, row.f2, row.f3, row.f4, row.f5));
    }

    private static DataStream<Event<Reading>> events(
            StreamExecutionEnvironment environment, BenchCase benchCase, Dataset data)
            throws IOException {
        Settings settings = data.settings();
        EventLogSource<Reading> source =
                EventLogSource.bounded(
                        settings,
                        Dataset.LOG,
                        Reading.class,
                        Dataset.DISORDER,
                        benchCase.mode() == RunMode.STREAMING,
                        Long.MIN_VALUE,
                        Long.MAX_VALUE);
        LogArchive archive =
                LogArchive.open(settings.require(Settings.ARCHIVE), settings.hadoop(), Dataset.LOG);
        LogExtent extent = LogExtent.of(archive.manifest(), archive.definition().partitions());
        WatermarkStrategy<EventBlock<Reading>> aligned =
                WatermarkStrategy.<EventBlock<Reading>>noWatermarks()
                        .withWatermarkAlignment(
                                Dataset.LOG,
                                Duration.ofMillis(extent.drift()),
                                Duration.ofMillis(100));
        return Events.of(environment.fromSource(source, aligned, Dataset.LOG));
    }

    private static WindowAssigner<Object, TimeWindow> windows(BenchWindow window) {
        return window.isTumbling()
                ? TumblingEventTimeWindows.of(window.size())
                : SlidingEventTimeWindows.of(window.size(), window.slide());
    }
}
