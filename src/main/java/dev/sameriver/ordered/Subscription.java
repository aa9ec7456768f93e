package dev.sameriver.ordered;

/**
 * A reader who is told a key's changes.
 *
 * @param read the event by which the reader subscribed
 * @param after where the reader stood then: what is behind it is told
 * @param answers how many there were to this read
 */
public record Subscription(OrderedEvent<Object> read, LogPoint after, long answers) {

    Subscription answered() {
        return new Subscription(read, after, answers + 1);
    }
}
