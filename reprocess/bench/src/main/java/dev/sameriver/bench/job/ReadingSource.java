package dev.sameriver.bench.job;

import dev.sameriver.bench.BenchCase;
import dev.sameriver.bench.Dataset;
import java.io.IOException;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Where stock Flink gets the readings from: key and value, with the event time as timestamp. */
interface ReadingSource {

    DataStream<Tuple2<Long, Long>> readings(
            StreamExecutionEnvironment environment, BenchCase benchCase, Dataset data)
            throws IOException;
}
