package dev.sameriver.jobs.accounts;

import dev.sameriver.constraint.Once;
import dev.sameriver.view.Inputs;
import dev.sameriver.view.KeyedInput;
import java.time.Duration;

/** What both views of the transfers start from. */
final class Transfers {

    private static final Duration DISORDER = Duration.ofMinutes(10);

    /** How long a client may send a request again. */
    private static final Duration RETRIES = Duration.ofHours(1);

    private Transfers() {}

    /** The transfers, each once, by the account whose funds decide. */
    static KeyedInput<Transfer> once(Inputs inputs) {
        return inputs.events("transfers", Transfer.class)
                .disorder(DISORDER)
                .keyBy("request_id", Transfer::requestId)
                .inOrder(Once.within(RETRIES, Transfer::made), Long.class, Transfer.class)
                .keyBy("account", Transfer::funds);
    }
}
