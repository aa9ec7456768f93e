package dev.sameriver.run;

import dev.sameriver.connect.Progress;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/**
 * Shows how far work on files is, in one line: bytes, share done, time left, rate, and rows.
 * Nothing is shown before the work has begun.
 */
public final class ByteProgress implements Progress, AutoCloseable {

    private final String task;
    private final PrintStream err;
    private @Nullable Meter meter;

    private ByteProgress(String task, PrintStream err) {
        this.task = task;
        this.err = err;
    }

    /** A line that is shown from the first news of the work until it is closed. */
    public static ByteProgress show(String task, PrintStream err) {
        return new ByteProgress(task, err);
    }

    @Override
    public void at(long rows, long done, long total) {
        Meter shown = meter;
        if (shown == null) {
            shown = new Meter(task, -1, "KiB", 1024, err);
            meter = shown;
        }
        if (total > 0) {
            shown.of(total);
        }
        shown.say(rows + " rows");
        shown.at(done);
    }

    @Override
    public void close() {
        if (meter != null) {
            meter.close();
        }
    }
}
