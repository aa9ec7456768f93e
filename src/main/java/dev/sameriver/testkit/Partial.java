package dev.sameriver.testkit;

import dev.sameriver.aggregate.Totals;

/**
 * Totals of one column and how they came about, as in {@code (e2 e0 + [e1])}: events are added from
 * left to right, + merges its right side into its left, and brackets were written and read back.
 */
record Partial(Totals totals, String story) {

    Partial withStory(String newStory) {
        return new Partial(totals, newStory);
    }
}
