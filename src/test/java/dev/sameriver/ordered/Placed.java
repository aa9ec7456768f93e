package dev.sameriver.ordered;

/** Events for machines that are tried by themselves. */
public final class Placed {

    private Placed() {}

    /** An event of a time, alone in its log. */
    public static <T> OrderedEvent<T> at(long time, T value) {
        return new OrderedEvent<>("key", 0, 0, 1, 0, time, 0, time, Long.MIN_VALUE, value);
    }
}
