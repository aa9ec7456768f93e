/** What a log looks like in Kafka: its values, its heartbeats, its partitions. */
@NullMarked
package dev.sameriver.kafka;

import org.jspecify.annotations.NullMarked;
