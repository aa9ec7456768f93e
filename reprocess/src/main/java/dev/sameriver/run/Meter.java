package dev.sameriver.run;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Shows how far work has come. On a terminal that is a bar, drawn in place; elsewhere a plain line
 * every ten seconds, as in {@code import: 12,288 of 40,960 KiB (1,024 KiB/s, 28 s left), 231083
 * rows}, so that short work writes nothing.
 */
final class Meter implements AutoCloseable {

    private static final int WIDTH = 110;
    private static final int DRAWN_MILLIS = 500;
    private static final int PLAIN_MILLIS = 10_000;
    private static final int LOOK_MILLIS = 1_000;

    private final String task;
    private final String unit;
    private final long unitSize;
    private final PrintStream err;
    private final @Nullable ProgressBar bar;
    private long all;
    private String message = "";
    private final TimeLeft timeLeft = new TimeLeft();
    private Optional<Duration> left = Optional.empty();
    private long looked = System.nanoTime();
    private long written = looked;

    /**
     * @param all how much there is to do; -1 if that is not known
     * @param unit what is shown behind a number, as in {@code KiB}
     * @param unitSize how much makes one of them, 1 or greater
     */
    Meter(String task, long all, String unit, long unitSize, PrintStream err) {
        this(task, all, unit, unitSize, err, isTerminal());
    }

    Meter(String task, long all, String unit, long unitSize, PrintStream err, boolean drawn) {
        this.task = task;
        this.all = all;
        this.unit = unit;
        this.unitSize = unitSize;
        this.err = err;
        this.bar =
                drawn
                        ? new ProgressBarBuilder()
                                .setTaskName(task)
                                .setInitialMax(all)
                                .setUnit(" " + unit, unitSize)
                                .showSpeed()
                                .setEtaFunction(timeLeft)
                                .setStyle(ProgressBarStyle.ASCII)
                                .setUpdateIntervalMillis(DRAWN_MILLIS)
                                .setConsumer(new ConsoleProgressBarConsumer(err, WIDTH))
                                .build()
                        : null;
    }

    /** Whether standard error is a terminal; Java itself only tells of all streams together. */
    private static boolean isTerminal() {
        try {
            String stream = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return stream.startsWith("/dev/pts/") || stream.startsWith("/dev/tty");
        } catch (IOException e) {
            return false;
        }
    }

    /** How often it is worth while to look how far the work is, in milliseconds. */
    int intervalMillis() {
        return bar == null ? PLAIN_MILLIS : DRAWN_MILLIS;
    }

    /** So much is done by now. */
    synchronized void at(long done) {
        if (bar != null) {
            bar.stepTo(done);
            return;
        }
        at(done, System.nanoTime());
    }

    synchronized void at(long done, long now) {
        if (now - looked >= TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS)) {
            looked = now;
            left = timeLeft.calculate(now, done, all);
        }
        if (now - written >= TimeUnit.MILLISECONDS.toNanos(PLAIN_MILLIS)) {
            written = now;
            err.println(line(done));
        }
    }

    /** Work so far, without a bar. */
    synchronized String line(long done) {
        String of = all > 0 ? String.format(Locale.ROOT, " of %,d", all / unitSize) : "";
        String behind = message.isEmpty() ? "" : ", " + message;
        return String.format(
                Locale.ROOT, "%s: %,d%s %s%s%s", task, done / unitSize, of, unit, pace(), behind);
    }

    private String pace() {
        if (timeLeft.perSecond() == 0) {
            return "";
        }
        String soon = left.map(time -> ", " + time.toSeconds() + " s left").orElse("");
        return String.format(
                Locale.ROOT, " (%,.0f %s/s%s)", timeLeft.perSecond() / unitSize, unit, soon);
    }

    /** So much is there to do, as is known by now. */
    synchronized void of(long total) {
        all = total;
        if (bar != null) {
            bar.maxHint(total);
        }
    }

    /** What is said behind the numbers from now on. */
    synchronized void say(String words) {
        message = words;
        if (bar != null) {
            bar.setExtraMessage(" " + words);
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
