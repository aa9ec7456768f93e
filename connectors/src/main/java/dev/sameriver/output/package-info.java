/**
 * Where the rows of a view go: Postgres, Kafka, or files of Parquet or CSV.
 *
 * <p>A view's final rows, its late events and its dead letters are each a stream of rows with a
 * schema of its own, so an {@link dev.sameriver.output.Output} knows no views: only names, schemas
 * and streams. Every output shows a row once, whatever restarts lie between: Postgres because a
 * row's key makes writing idempotent, Kafka and files because they commit with Flink's checkpoints.
 *
 * <p>All outputs hold the same rows to the byte, which {@link dev.sameriver.output.Digest} proves:
 * what one of them could not hold is replaced in all of them by one rule ({@code Storable}).
 */
@NullMarked
package dev.sameriver.output;

import org.jspecify.annotations.NullMarked;
