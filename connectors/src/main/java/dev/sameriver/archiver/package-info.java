/**
 * The archiver: a Flink job that seals Kafka's tail into segments of the archive, exactly once.
 *
 * <p>The manifest is its only state. The source starts each partition at the offset that the
 * manifest asks for next ({@link dev.sameriver.archiver.TailStart}), and a restart asks it again
 * ({@link dev.sameriver.archiver.TailEnumerator}). The writer, chained behind the source so that
 * one subtask writes a partition, asks it too, passes over what is sealed already, and commits
 * segments that continue it ({@link dev.sameriver.archiver.TailWriter}). A commit that does not
 * continue the manifest is refused, so that a crash at any step, or a second archiver, costs work
 * but never a gap, an overlap or half a segment. Checkpoints are not needed; with them on, all is
 * sealed before each.
 */
@NullMarked
package dev.sameriver.archiver;

import org.jspecify.annotations.NullMarked;
