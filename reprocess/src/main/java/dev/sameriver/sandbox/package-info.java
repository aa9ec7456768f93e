/**
 * The sandbox: a whole landscape of real servers as local processes on loopback.
 *
 * <p>{@link dev.sameriver.sandbox.Sandbox#up} starts HDFS, Kafka, PostgreSQL and Flink from Maven's
 * jars. The processes outlive whoever started them. A sandbox is a directory: it holds the ports
 * (chosen once, then kept), the data, the logs, and one pid file per process, which the process
 * writes itself before it turns into its server. A pid is only believed, and only ever signalled,
 * while that process's command line carries the mark of this very directory and name.
 */
@NullMarked
package dev.sameriver.sandbox;

import org.jspecify.annotations.NullMarked;
