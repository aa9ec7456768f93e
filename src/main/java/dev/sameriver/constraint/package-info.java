/**
 * Constraints that one key decides alone, in order: an operation takes effect once ({@link
 * dev.sameriver.constraint.Once}), a value has one holder ({@link dev.sameriver.constraint.Claim}),
 * a balance keeps its floor ({@link dev.sameriver.constraint.Escrow}).
 *
 * <p>What is asked of them goes through a log: a request is one event, and its answer a row. So
 * nothing is locked and nothing is committed in two places; that all see the same answer follows
 * from all seeing the same order. Each is a value that never changes, and answers with the value
 * that comes after it, so that it is the state of a {@link dev.sameriver.ordered.Machine}.
 */
@NullMarked
package dev.sameriver.constraint;

import org.jspecify.annotations.NullMarked;
