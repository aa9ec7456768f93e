package dev.sameriver.run;

import java.io.PrintStream;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.apache.flink.core.execution.JobClient;

/**
 * Shows how far a job is, in one line: events, share done, time left, rate, and the event time that
 * it has reached. Redrawn in place on a terminal; elsewhere written every ten seconds.
 */
public final class ProgressLine implements AutoCloseable {

    /** Says how far a job is; what it throws is taken as: not now. */
    public interface Source {
        Sums read() throws Exception;
    }

    private static final int WIDTH = 110;

    private final Source source;
    private final ProgressBar bar;
    private final Thread thread;
    private final int intervalMillis;

    private ProgressLine(String task, long events, Source source, PrintStream err) {
        this.source = source;
        this.intervalMillis = System.console() == null ? 10_000 : 500;
        this.bar =
                new ProgressBarBuilder()
                        .setTaskName(task)
                        .setInitialMax(events)
                        .setUnit(" events", 1)
                        .showSpeed()
                        .setEtaFunction(new TimeLeft())
                        .setStyle(ProgressBarStyle.ASCII)
                        .setUpdateIntervalMillis(intervalMillis)
                        .setConsumer(new ConsoleProgressBarConsumer(err, WIDTH))
                        .build();
        this.thread = new Thread(this::follow, "progress");
        this.thread.setDaemon(true);
    }

    /**
     * Starts to show a job's progress until it is closed.
     *
     * @param events how many events there are to read; -1 if that is not known
     */
    public static ProgressLine show(String task, long events, JobClient job, PrintStream err) {
        return show(
                task, events, () -> Sums.of(job.getAccumulators().get(1, TimeUnit.SECONDS)), err);
    }

    /**
     * Starts to show the progress that a source tells of until it is closed.
     *
     * @param events how many events there are to read; -1 if that is not known
     */
    public static ProgressLine show(String task, long events, Source source, PrintStream err) {
        ProgressLine line = new ProgressLine(task, events, source, err);
        line.thread.start();
        return line;
    }

    private void follow() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                update();
                TimeUnit.MILLISECONDS.sleep(Math.min(intervalMillis, 1_000));
            }
        } catch (InterruptedException | CancellationException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void update() throws InterruptedException {
        try {
            step(source.read());
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            bar.setExtraMessage(" waiting for the job");
        }
    }

    private void step(Sums sums) {
        bar.stepTo(sums.read());
        if (sums.position() != Long.MIN_VALUE) {
            bar.setExtraMessage(" at " + Instant.ofEpochMilli(sums.position()));
        }
    }

    /** Shows the last state of a job that is done. */
    public void finish(Sums sums) {
        step(sums);
    }

    @Override
    public void close() {
        thread.interrupt();
        bar.close();
    }
}
