package dev.sameriver.sandbox;

/** The fixed ports of a sandbox; those that no one else needs to know are left to chance. */
enum Port {
    NAMENODE,
    NAMENODE_HTTP,
    DATANODE,
    DATANODE_HTTP,
    DATANODE_IPC,
    KAFKA,
    KAFKA_CONTROLLER,
    POSTGRES,
    FLINK,
    FLINK_RPC,
    FLINK_BLOB
}
