/**
 * What the verb {@code compare} does: finds the rows in which two versions of a view differ, and
 * the events behind a difference.
 *
 * <p>Start at {@link dev.sameriver.compare.Comparer}. A {@link dev.sameriver.compare.Side} is a
 * table or a view to be derived afresh. Of two tables only the ranges whose hashes differ are read
 * ({@link dev.sameriver.compare.DifferingRanges}); rows are sorted by key and merged ({@link
 * dev.sameriver.compare.RowMerge}), and {@link dev.sameriver.compare.Explainer} derives the keys of
 * the rows found once more, to see which events each side counts.
 */
@NullMarked
package dev.sameriver.compare;

import org.jspecify.annotations.NullMarked;
