package dev.sameriver.jobs.fraud;

import org.jspecify.annotations.Nullable;

/** What purchases are told by, in the order in which they are looked up. */
public enum Identity {
    IP,
    EMAIL,
    BILLING,
    SHIPPING;

    /** The purchase's own. */
    @Nullable String of(Purchase purchase) {
        return switch (this) {
            case IP -> purchase.ip();
            case EMAIL -> purchase.email();
            case BILLING -> purchase.billing();
            case SHIPPING -> purchase.shipping();
        };
    }
}
