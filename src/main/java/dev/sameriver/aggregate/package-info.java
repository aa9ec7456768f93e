/**
 * Aggregates that merge in any order to the same bits.
 *
 * <p>Events are combined into partials before the shuffle, partials into slices, and slices into
 * windows, in an order that no one controls. So an aggregate here is a commutative, associative
 * merge over accumulators, without rounding that depends on order and without estimates that depend
 * on chance. {@link dev.sameriver.aggregate.Aggregates} lists those that come with Sameriver;
 * {@link dev.sameriver.aggregate.Aggregator} is the door for your own, and the test kit proves
 * them.
 */
@NullMarked
package dev.sameriver.aggregate;

import org.jspecify.annotations.NullMarked;
