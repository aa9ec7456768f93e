package dev.sameriver.ordered;

import dev.sameriver.operator.Reading;
import dev.sameriver.view.JoinedIn;
import dev.sameriver.window.NaiveWindows;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** The join in windows, told as text. It refuses events without an amount, after it has given. */
record WindowTold(boolean cumulative, long size, long step, long offset, JoinKind kind)
        implements TimedMachine<WindowState, Reading, Outcome> {

    @Override
    public WindowState apply(
            @Nullable WindowState state, OrderedEvent<Reading> event, Results<Outcome> results) {
        WindowState next =
                join().apply(state, Told.any(event), new Told<>(results, WindowTold::outcome));
        Told.refuseWithoutAmount(event);
        return next;
    }

    @Override
    public long expiry(WindowState state) {
        return join().expiry(state);
    }

    @Override
    public @Nullable WindowState expire(WindowState state, long time, Results<Outcome> results) {
        return join().expire(state, time, new Told<>(results, WindowTold::outcome));
    }

    NaiveWindows naive() {
        return new NaiveWindows(cumulative, size, step, offset, ZoneOffset.UTC);
    }

    private WindowMachine<Reading, Reading> join() {
        return new WindowMachine<>(naive().spec(), kind);
    }

    private static Outcome outcome(JoinedIn<Reading, Reading> joined) {
        return Told.outcome(text(joined));
    }

    static String text(JoinedIn<Reading, Reading> joined) {
        return Told.text(joined.left())
                + "~"
                + Told.text(joined.right())
                + "@"
                + joined.start().toEpochMilli()
                + "-"
                + joined.end().toEpochMilli();
    }
}
