package dev.sameriver.ordered;

/**
 * An event of one side of a join, while events of the other side can meet it.
 *
 * @param matched whether one has
 */
public record Waiting(OrderedEvent<Object> event, boolean matched) {

    Waiting met() {
        return matched ? this : new Waiting(event, true);
    }
}
