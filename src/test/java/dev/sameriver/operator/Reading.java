package dev.sameriver.operator;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** The value of a test log's events; a null amount makes the aggregates fail on the event. */
public record Reading(@Nullable String key, @Nullable Long amount) implements Serializable {

    @SuppressWarnings("NullAway") // Unboxing null is what a user's getter does to a bad event.
    long value() {
        return amount;
    }
}
