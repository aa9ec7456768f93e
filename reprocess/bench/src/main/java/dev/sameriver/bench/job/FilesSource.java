package dev.sameriver.bench.job;

import dev.sameriver.bench.BenchCase;
import dev.sameriver.bench.Dataset;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.core.fs.Path;
import org.apache.flink.formats.parquet.ParquetColumnarRowInputFormat;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.util.Collector;
import org.apache.hadoop.conf.Configuration;

/**
 * Flink's source of Parquet files in its fastest form, by columns. The files' events follow each
 * other in no order of time: so the only watermark that drops nothing is the one at the end.
 */
final class FilesSource implements ReadingSource {

    /** As many rows as Flink's SQL reads at once. */
    private static final int BATCH = 2_048;

    private static final RowType EVENT =
            RowType.of(
                    new BigIntType[] {new BigIntType(), new BigIntType(), new BigIntType()},
                    new String[] {"key", "time", "value"});

    private static final RowType SEGMENT =
            RowType.of(new RowType[] {EVENT}, new String[] {"event"});

    @Override
    public DataStream<Tuple2<Long, Long>> readings(
            StreamExecutionEnvironment environment, BenchCase benchCase, Dataset data) {
        FileSource<RowData> files =
                FileSource.forBulkFileFormat(
                                new ParquetColumnarRowInputFormat<FileSourceSplit>(
                                        new Configuration(),
                                        SEGMENT,
                                        InternalTypeInfo.of(SEGMENT),
                                        BATCH,
                                        true,
                                        true),
                                new Path(data.segments(Dataset.LOG)))
                        .build();
        return environment
                .fromSource(
                        files,
                        WatermarkStrategy.<RowData>noWatermarks()
                                .withTimestampAssigner((segment, any) -> time(segment)),
                        "files")
                .flatMap(FilesSource::reading)
                .returns(Types.TUPLE(Types.LONG, Types.LONG));
    }

    private static long time(RowData segment) {
        return segment.isNullAt(0) ? 0 : event(segment).getLong(1);
    }

    private static void reading(RowData segment, Collector<Tuple2<Long, Long>> out) {
        if (!segment.isNullAt(0)) {
            RowData event = event(segment);
            out.collect(Tuple2.of(event.getLong(0), event.getLong(2)));
        }
    }

    private static RowData event(RowData segment) {
        return segment.getRow(0, EVENT.getFieldCount());
    }
}
