package dev.sameriver.testkit;

/**
 * An accumulator and how it came about, as in {@code (e2 e0 + [e1])}: events are added from left to
 * right, + merges its right side into its left, and brackets were written and read back.
 */
record Partial<A>(A accumulator, String story) {

    Partial<A> withStory(String newStory) {
        return new Partial<>(accumulator, newStory);
    }
}
