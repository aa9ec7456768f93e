package dev.sameriver.bench.job;

import dev.sameriver.bench.BenchCase;
import dev.sameriver.bench.Dataset;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecord;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.core.fs.Path;
import org.apache.flink.formats.parquet.avro.AvroParquetReaders;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;

/**
 * Flink's source of Parquet files, whose events follow each other in no order of time: so the only
 * watermark that drops nothing is the one at the end.
 */
final class FilesSource implements ReadingSource {

    private static final Schema SEGMENT =
            SchemaBuilder.record("Segment")
                    .namespace("dev.sameriver.archive")
                    .fields()
                    .name("event")
                    .type()
                    .unionOf()
                    .nullType()
                    .and()
                    .type(Dataset.SCHEMA)
                    .endUnion()
                    .nullDefault()
                    .endRecord();

    @Override
    public DataStream<Tuple2<Long, Long>> readings(
            StreamExecutionEnvironment environment, BenchCase benchCase, Dataset data) {
        FileSource<GenericRecord> files =
                FileSource.forRecordStreamFormat(
                                AvroParquetReaders.forGenericRecord(SEGMENT),
                                new Path(data.segments()))
                        .build();
        return environment
                .fromSource(
                        files,
                        WatermarkStrategy.<GenericRecord>noWatermarks()
                                .withTimestampAssigner((segment, any) -> time(segment)),
                        "files")
                .flatMap(FilesSource::reading)
                .returns(Types.TUPLE(Types.LONG, Types.LONG));
    }

    private static long time(GenericRecord segment) {
        return segment.get("event") instanceof GenericRecord event ? (Long) event.get("time") : 0;
    }

    private static void reading(GenericRecord segment, Collector<Tuple2<Long, Long>> out) {
        if (segment.get("event") instanceof GenericRecord event) {
            out.collect(Tuple2.of((Long) event.get("key"), (Long) event.get("value")));
        }
    }
}
