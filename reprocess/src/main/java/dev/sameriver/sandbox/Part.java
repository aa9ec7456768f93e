package dev.sameriver.sandbox;

/** What a sandbox can run. */
public enum Part {
    /** A NameNode and a DataNode. */
    HDFS,
    /** One broker, which is its own controller. */
    KAFKA,
    /** A PostgreSQL server. */
    POSTGRES,
    /** A JobManager and a TaskManager; it keeps checkpoints on HDFS, so it brings that part too. */
    FLINK
}
