package dev.sameriver.ordered;

import dev.sameriver.operator.Reading;
import dev.sameriver.view.Match;
import org.jspecify.annotations.Nullable;

/** The as-of join, whose matches are given as text. */
record JoinMachine(Unmatched unmatched) implements Machine<Reading, Reading, Outcome> {

    @Override
    public @Nullable Reading apply(
            @Nullable Reading state, OrderedEvent<Reading> event, Results<Outcome> results) {
        return new AsOfMachine<Reading, Reading>(unmatched)
                .apply(state, Told.any(event), new Told<>(results, JoinMachine::outcome));
    }

    private static Outcome outcome(Match<Reading, Reading> match) {
        return new Outcome(text(match), Math.floorMod(match.event().value(), 3L));
    }

    static String text(Match<Reading, Reading> match) {
        return match.event().value() + "*" + Told.text(match.version());
    }
}
