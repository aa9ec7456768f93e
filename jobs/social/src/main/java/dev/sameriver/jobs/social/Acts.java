package dev.sameriver.jobs.social;

import dev.sameriver.ordered.Causes;
import dev.sameriver.view.InOrder;
import dev.sameriver.view.Inputs;
import java.time.Duration;

/** What members do, by member, from two logs. */
final class Acts {

    /** How far events of a partition are out of order: by clocks that differ, and on their way. */
    private static final Duration DISORDER = Duration.ofMinutes(10);

    /** Acts come after what their devices had seen, if that is there within an hour. */
    static final Causes<Act> SEEN =
            Causes.within(Duration.ofHours(1), Act::id, Act::causes)
                    .remembered(Duration.ofDays(30));

    private Acts() {}

    /** In the order of the times that the devices say. */
    static InOrder<Act> byTime(Inputs inputs) {
        return InOrder.of(
                inputs.events("friendships", Friendship.class)
                        .disorder(DISORDER)
                        .keyBy("member", Friendship::member),
                inputs.events("messages", Message.class)
                        .disorder(DISORDER)
                        .keyBy("member", Message::member));
    }
}
