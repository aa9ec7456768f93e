package dev.sameriver.operator;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** The value of a test log's events; a null amount makes the aggregates of it fail on the event. */
public record Reading(@Nullable String key, @Nullable Long amount, long number, double share)
        implements Serializable {

    public Reading(@Nullable String key, @Nullable Long amount) {
        this(key, amount, 0, 0);
    }

    @SuppressWarnings("NullAway") // Unboxing null is what a user's getter does to a bad event.
    public long value() {
        return amount;
    }
}
