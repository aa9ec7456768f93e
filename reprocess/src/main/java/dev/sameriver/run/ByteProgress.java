package dev.sameriver.run;

import dev.sameriver.connect.Progress;
import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows how far work on files is, in one line: bytes, share done, time left, rate, and rows. */
public final class ByteProgress implements Progress, AutoCloseable {

    private static final int WIDTH = 110;

    private final ProgressBar bar;

    private ByteProgress(ProgressBar bar) {
        this.bar = bar;
    }

    /** Starts a line that is shown until it is closed. */
    public static ByteProgress show(String task, PrintStream err) {
        return new ByteProgress(
                new ProgressBarBuilder()
                        .setTaskName(task)
                        .setInitialMax(-1)
                        .setUnit(" KiB", 1024)
                        .showSpeed()
                        .setStyle(ProgressBarStyle.ASCII)
                        .setUpdateIntervalMillis(System.console() == null ? 10_000 : 500)
                        .setConsumer(new ConsoleProgressBarConsumer(err, WIDTH))
                        .build());
    }

    @Override
    public void at(long rows, long done, long total) {
        if (total > 0) {
            bar.maxHint(total);
        }
        bar.stepTo(done);
        bar.setExtraMessage(" " + rows + " rows");
    }

    @Override
    public void close() {
        bar.close();
    }
}
