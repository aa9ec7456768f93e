/**
 * Derives a version of a view beside the others: the plan, the job, and its going on after any
 * interruption; and corrections of a range.
 */
@org.jspecify.annotations.NullMarked
package dev.sameriver.backfill;
