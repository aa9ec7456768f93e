package dev.sameriver.serve;

import dev.sameriver.registry.LogPosition;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Reads that wait until a version has reached a log position; while they wait, others read. */
final class WaitingReads implements AutoCloseable {

    private static final long PAUSE_MILLIS = 100;
    private static final int THREADS = 2;

    private final Reads reads;
    private final ScheduledExecutorService later =
            Executors.newScheduledThreadPool(
                    THREADS,
                    task -> {
                        Thread thread = new Thread(task, "waiting-reads");
                        thread.setDaemon(true);
                        return thread;
                    });
    private volatile boolean stopping;

    WaitingReads(Reads reads) {
        this.reads = reads;
    }

    /**
     * Reads now, or when the version is far enough. Fails with a {@link Problem}, also if it is not
     * when the request's patience ends.
     */
    CompletableFuture<Answer> read(ReadRequest request) {
        CompletableFuture<Answer> result = new CompletableFuture<>();
        attempt(request, System.nanoTime() + request.options().patience().toNanos(), result);
        return result;
    }

    private void attempt(ReadRequest request, long deadline, CompletableFuture<Answer> result) {
        try {
            Answer answer = reads.read(request);
            if (!answer.isBehind()) {
                result.complete(answer);
            } else if (System.nanoTime() - deadline >= 0) {
                throw late(request, answer);
            } else if (stopping) {
                throw new Problem(Problem.UNAVAILABLE, "The service is being stopped: try again.");
            } else {
                later.schedule(
                        () -> attempt(request, deadline, result),
                        PAUSE_MILLIS,
                        TimeUnit.MILLISECONDS);
            }
        } catch (RuntimeException e) {
            result.completeExceptionally(e);
        }
    }

    private static Problem late(ReadRequest request, Answer answer) {
        LogPosition position = answer.version().position();
        return new Problem(
                Problem.LATE,
                "The rows are read when their version has reached the position asked for, but "
                        + answer.version().key()
                        + " lacks "
                        + answer.missing()
                        + (position.equals(LogPosition.EMPTY)
                                ? ", and has reported no position, after "
                                : ", and is at " + position + ", after ")
                        + request.options().patience().toMillis()
                        + " ms: wait longer, or see that its job runs.");
    }

    /** Lets waiting reads end soon, with a problem; new ones do not wait any more. */
    void stopWaiting() {
        stopping = true;
    }

    @Override
    public void close() {
        later.shutdownNow();
    }
}
