package dev.sameriver.jobs.reads;

import org.jspecify.annotations.Nullable;

/**
 * Pieces of an item that come into the warehouse, go out, or are reserved for somebody.
 *
 * @param kind {@code in}, {@code out}, {@code reserve} or {@code release}, which ends a reservation
 * @param pieces 1 or greater
 */
public record Movement(@Nullable String item, @Nullable String kind, long pieces) {

    /**
     * By how much there are more pieces that are free: below zero if less.
     *
     * @throws IllegalArgumentException if the kind is unknown, or there are no pieces
     */
    long free() {
        if (pieces < 1) {
            throw new IllegalArgumentException(
                    "a movement is of 1 piece or more, but this one is of " + pieces);
        }
        return switch (String.valueOf(kind)) {
            case "in", "release" -> pieces;
            case "out", "reserve" -> -pieces;
            default ->
                    throw new IllegalArgumentException(
                            "a movement is in, out, reserve or release, but this one is " + kind);
        };
    }

    /** Whether pieces stay where they are. */
    boolean isOnPaper() {
        return "reserve".equals(kind) || "release".equals(kind);
    }
}
