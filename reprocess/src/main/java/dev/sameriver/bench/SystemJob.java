package dev.sameriver.bench;

import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** How a system puts a case's job into an environment. */
interface SystemJob {

    /** From the source to the {@link Checksum}; the environment is set up already. */
    void build(StreamExecutionEnvironment environment, BenchCase benchCase, Dataset data)
            throws Exception;
}
