package dev.sameriver.job;

import org.apache.flink.api.common.RuntimeExecutionMode;

/** The three ways to run a view over its log; they give the same final rows. */
public enum RunMode {
    /** The archive, segment by segment in any order, as a batch job. */
    BATCH,
    /** The archive, partition by partition in order, as a stream that ends. */
    STREAMING,
    /** The archive, then Kafka, without end. */
    LIVE;

    RuntimeExecutionMode flink() {
        return this == BATCH ? RuntimeExecutionMode.BATCH : RuntimeExecutionMode.STREAMING;
    }
}
