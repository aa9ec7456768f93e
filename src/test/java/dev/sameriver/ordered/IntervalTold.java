package dev.sameriver.ordered;

import dev.sameriver.operator.Reading;
import dev.sameriver.view.Joined;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The interval join, told as text. It refuses events without an amount, after it has given. */
record IntervalTold(long lower, long upper, JoinKind kind)
        implements TimedMachine<List<Waiting>, Reading, Outcome> {

    @Override
    public List<Waiting> apply(
            @Nullable List<Waiting> state, OrderedEvent<Reading> event, Results<Outcome> results) {
        List<Waiting> next =
                join().apply(state, Told.any(event), new Told<>(results, IntervalTold::outcome));
        Told.refuseWithoutAmount(event);
        return next;
    }

    @Override
    public long expiry(List<Waiting> state) {
        return join().expiry(state);
    }

    @Override
    public @Nullable List<Waiting> expire(
            List<Waiting> state, long time, Results<Outcome> results) {
        return join().expire(state, time, new Told<>(results, IntervalTold::outcome));
    }

    private IntervalMachine<Reading, Reading> join() {
        return new IntervalMachine<>(lower, upper, kind);
    }

    private static Outcome outcome(Joined<Reading, Reading> joined) {
        return Told.outcome(text(joined));
    }

    static String text(Joined<Reading, Reading> joined) {
        return Told.text(joined.left()) + "~" + Told.text(joined.right());
    }
}
