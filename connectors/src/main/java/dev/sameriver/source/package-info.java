/**
 * One source for history and live.
 *
 * <p>{@link dev.sameriver.source.EventLogSource} reads a log whose past is in the archive and whose
 * tail is in Kafka. Its split is a partition with a position: the reader serves the position from
 * the archive while the archive covers it and from Kafka from the very next offset on. So the
 * hand-over from history to live happens per partition and is no event in the job. Of the splits of
 * a reader, the one with the least clock is read next; every event carries the clock of its own
 * partition, and the watermark is the least clock, minus 1 ms.
 *
 * <p>The way of a record: {@link dev.sameriver.source.SplitCursor} takes rows from a segment, by
 * {@link dev.sameriver.source.ColumnBlocks} many at a time and column by column, or one by one from
 * {@link dev.sameriver.source.KafkaTail}; {@link dev.sameriver.source.PartitionClock} puts the
 * clock on them, {@link dev.sameriver.source.LogSplitReader} picks whose turn it is, and {@link
 * dev.sameriver.source.EventLogReader} emits blocks of events, and watermarks.
 */
@NullMarked
package dev.sameriver.source;

import org.jspecify.annotations.NullMarked;
