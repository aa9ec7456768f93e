package dev.sameriver.ordered;

import dev.sameriver.operator.Reading;
import org.jspecify.annotations.Nullable;

/**
 * A machine whose state depends on the order of all events since it was forgotten. It gives as many
 * results as an event's amount says, and then fails on those without an amount.
 *
 * @param ttl how long a state is kept, in milliseconds; 0 for ever
 */
record HashMachine(long ttl) implements Machine<HashMachine.Hash, Reading, Outcome> {

    /** The state. */
    public record Hash(long hash, long time) {}

    @Override
    public Hash apply(@Nullable Hash state, OrderedEvent<Reading> event, Results<Outcome> results) {
        Long amount = event.value().amount();
        long before = state == null ? 17 : state.hash();
        long hash = before * 31 + event.input() * 7L + (amount == null ? 0 : amount);
        for (long i = 0; i < Math.floorMod(amount == null ? 5 : amount, 3); i++) {
            results.give(new Outcome(before + ">" + hash + "#" + i, Math.floorMod(hash + i, 3)));
        }
        return new Hash(before * 31 + event.input() * 7L + event.value().value(), event.time());
    }

    @Override
    public long expiry(Hash state) {
        return ttl == 0 ? NEVER : state.time() + ttl;
    }
}
