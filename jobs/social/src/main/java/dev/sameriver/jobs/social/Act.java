package dev.sameriver.jobs.social;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a member does on one of their devices. */
public sealed interface Act permits Friendship, Message {

    /** What other acts name it by; the same in all attempts to send it. */
    @Nullable String id();

    /** The member who does it. */
    @Nullable String member();

    /** The ids of the acts that the device had seen and this is to come after, parted by spaces. */
    @Nullable String seen();

    /** The same, as a list. */
    default List<String> causes() {
        String ids = seen();
        return ids == null || ids.isEmpty() ? List.of() : List.of(ids.split(" "));
    }
}
