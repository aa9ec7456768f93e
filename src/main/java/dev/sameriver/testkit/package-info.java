/**
 * Checks for what users add to Sameriver, to be called from their own tests.
 *
 * <p>{@link dev.sameriver.testkit.AggregateTestKit} finds the events and the order of merging under
 * which an aggregate would not give the same bits. The kit needs no test framework: it throws an
 * {@link AssertionError} that shows the counterexample.
 */
@NullMarked
package dev.sameriver.testkit;

import org.jspecify.annotations.NullMarked;
