package dev.sameriver.beam;

import dev.sameriver.window.AlignedWindows;
import dev.sameriver.window.SessionWindows;
import dev.sameriver.window.WindowSpec;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.transforms.windowing.Sessions;
import org.apache.beam.sdk.transforms.windowing.SlidingWindows;
import org.apache.beam.sdk.transforms.windowing.WindowFn;
import org.joda.time.Duration;

/** A view's windows as Beam's. */
final class WindowForm {

    private WindowForm() {}

    /**
     * Beam's own windows where it has such, else {@link EdgeWindows}. Those of Beam are aligned to
     * UTC, never cumulative, and wrong before 1970.
     *
     * @param earliest the least event time, in milliseconds since 1970-01-01T00:00Z
     */
    static WindowFn<Object, IntervalWindow> of(WindowSpec windows, long earliest) {
        if (windows instanceof SessionWindows sessions) {
            return Sessions.withGapDuration(Duration.millis(sessions.gapMillis()));
        }
        AlignedWindows aligned = (AlignedWindows) windows;
        boolean has = !aligned.cumulative() && aligned.zone() == null;
        if (!has || earliest < aligned.sizeMillis()) {
            return new EdgeWindows(aligned);
        }
        Duration step = Duration.millis(aligned.stepMillis());
        Duration offset =
                Duration.millis(Math.floorMod(aligned.offsetMillis(), aligned.stepMillis()));
        return aligned.sizeMillis() == aligned.stepMillis()
                ? FixedWindows.of(step).withOffset(offset)
                : SlidingWindows.of(Duration.millis(aligned.sizeMillis()))
                        .every(step)
                        .withOffset(offset);
    }
}
