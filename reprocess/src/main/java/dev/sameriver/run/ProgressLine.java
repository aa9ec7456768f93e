package dev.sameriver.run;

import java.io.PrintStream;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
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

    private static final int MOST_MILLIS = 1_000;

    private final Source source;
    private final Meter meter;
    private final Thread thread;

    private ProgressLine(String task, long events, Source source, PrintStream err) {
        this.source = source;
        this.meter = new Meter(task, events, "events", 1, err);
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
                TimeUnit.MILLISECONDS.sleep(Math.min(meter.intervalMillis(), MOST_MILLIS));
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
            meter.say("waiting for the job");
        }
    }

    private void step(Sums sums) {
        if (sums.position() != Long.MIN_VALUE) {
            meter.say("at " + Instant.ofEpochMilli(sums.position()));
        }
        meter.at(sums.read());
    }

    /** Shows the last state of a job that is done. */
    public void finish(Sums sums) {
        step(sums);
    }

    @Override
    public void close() {
        thread.interrupt();
        meter.close();
    }
}
