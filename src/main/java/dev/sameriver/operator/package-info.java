/**
 * The operators: combine before the shuffle, merge behind it.
 *
 * <p>{@link dev.sameriver.operator.SliceCombiner} judges each event by its own clock and combines
 * those that count per key and slice in a bounded table; {@link
 * dev.sameriver.operator.SliceWindowOperator} keeps the slices of each key in state and merges a
 * window's slices when the watermark reaches its end. Sessions go the same way through {@link
 * dev.sameriver.operator.SessionCombiner} and {@link dev.sameriver.operator.SessionWindowOperator}.
 * The operators are shells for lifecycle, timers and counters; plain classes decide. None of them
 * knows whether it runs over history or live.
 */
@NullMarked
package dev.sameriver.operator;

import org.jspecify.annotations.NullMarked;
