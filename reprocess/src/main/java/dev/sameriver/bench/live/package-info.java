/**
 * How long it takes from an event's append to Kafka until a row with it can be read in Postgres.
 *
 * <p>{@link dev.sameriver.bench.live.LiveBench} starts each system in a process of its own, appends
 * the same {@link dev.sameriver.bench.live.LiveLoad} at a steady rate, and reads the rows of a few
 * marker keys over and over. As each event of a key carries a greater number than those before it,
 * the greatest number in a row tells which of the key's events are in it.
 */
@NullMarked
package dev.sameriver.bench.live;

import org.jspecify.annotations.NullMarked;
