package dev.sameriver.ordered;

/**
 * A change of a key that readers can be told.
 *
 * @param index which of the changes that its event made of the key, from 0 on
 */
public record Change(OrderedEvent<Object> event, int index) {

    /** Another change of the key, behind this one. */
    Change next(OrderedEvent<Object> later) {
        boolean same = later.time == event.time && isAtSamePlace(later);
        return new Change(later, same ? index + 1 : 0);
    }

    private boolean isAtSamePlace(OrderedEvent<Object> other) {
        return other.log == event.log
                && other.generation == event.generation
                && other.partition == event.partition
                && other.offset == event.offset;
    }
}
