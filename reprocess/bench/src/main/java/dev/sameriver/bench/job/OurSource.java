package dev.sameriver.bench.job;

import dev.sameriver.archive.LogArchive;
import dev.sameriver.bench.BenchCase;
import dev.sameriver.bench.Dataset;
import dev.sameriver.connect.Settings;
import dev.sameriver.job.LogExtent;
import dev.sameriver.job.RunMode;
import dev.sameriver.log.EventBlock;
import dev.sameriver.source.EventLogSource;
import dev.sameriver.view.EventType;
import java.io.IOException;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Our source with its watermarks, its blocks taken apart. */
final class OurSource implements ReadingSource {

    @Override
    public DataStream<Tuple2<Long, Long>> readings(
            StreamExecutionEnvironment environment, BenchCase benchCase, Dataset data)
            throws IOException {
        Settings settings = data.settings();
        EventLogSource<Reading> source =
                EventLogSource.bounded(
                        settings,
                        Dataset.LOG,
                        EventType.of(Reading.class),
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
                                extent.drift(environment.getParallelism()),
                                LogExtent.step(environment.getParallelism()));
        return environment
                .fromSource(source, aligned, Dataset.LOG)
                .transform("readings", Types.TUPLE(Types.LONG, Types.LONG), new TakeApart());
    }
}
