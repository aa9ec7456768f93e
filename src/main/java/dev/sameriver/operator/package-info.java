/**
 * The operators: combine before the shuffle, merge behind it.
 *
 * <p>{@link dev.sameriver.operator.SliceCombiner} judges each event by its own clock and combines
 * those that count per key and slice in a bounded table. {@link
 * dev.sameriver.operator.WindowOperator} holds the slices of each key, in memory between two
 * checkpoints, and gives a window's row when the watermark reaches its end; what a key holds is
 * decided by {@link dev.sameriver.operator.KeySlices}. Sessions go the same way through {@link
 * dev.sameriver.operator.SessionCombiner} and {@link dev.sameriver.operator.KeySessions}. The
 * operators are shells for lifecycle, timers and counters; plain classes decide. None of them knows
 * whether it runs over history or live.
 */
@NullMarked
package dev.sameriver.operator;

import org.jspecify.annotations.NullMarked;
