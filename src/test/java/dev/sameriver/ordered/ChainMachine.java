package dev.sameriver.ordered;

import org.jspecify.annotations.Nullable;

/** A machine behind another, which numbers what it sees and refuses every seventh. */
record ChainMachine() implements Machine<Long, Outcome, Outcome> {

    @Override
    public Long apply(@Nullable Long state, OrderedEvent<Outcome> event, Results<Outcome> results) {
        long seen = state == null ? 0 : state;
        results.give(new Outcome(seen + ":" + event.value().text(), seen));
        if (Math.floorMod(event.value().text().hashCode(), 7) == 0) {
            throw new IllegalArgumentException("not this one");
        }
        return seen + 1;
    }
}
