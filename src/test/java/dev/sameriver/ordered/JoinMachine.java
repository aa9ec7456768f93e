package dev.sameriver.ordered;

import dev.sameriver.operator.Reading;
import dev.sameriver.view.Match;
import org.jspecify.annotations.Nullable;

/** The as-of join, whose matches are given as text. */
record JoinMachine(Unmatched unmatched) implements Machine<Reading, Reading, Outcome> {

    @Override
    @SuppressWarnings("unchecked")
    public @Nullable Reading apply(
            @Nullable Reading state, OrderedEvent<Reading> event, Results<Outcome> results) {
        AsOfMachine<Reading, Reading> join = new AsOfMachine<>(unmatched);
        return join.apply(
                state,
                (OrderedEvent<Object>) (OrderedEvent<?>) event,
                new Results<>() {
                    @Override
                    public void give(Match<Reading, Reading> match) {
                        results.give(outcome(match));
                    }

                    @Override
                    public void drop() {
                        results.drop();
                    }
                });
    }

    private static Outcome outcome(Match<Reading, Reading> match) {
        Reading version = match.version();
        String text = match.event().value() + "*" + (version == null ? "" : version.amount());
        return new Outcome(text, Math.floorMod(match.event().value(), 3L));
    }
}
