package dev.sameriver.serve;

import static java.util.stream.Collectors.groupingBy;

import dev.sameriver.registry.LogPosition;
import dev.sameriver.registry.Version;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads that wait until a version has reached a log position; while they wait, others read. One
 * thread looks into the registry for all of them, and others read the rows of those that need not
 * wait any more.
 */
final class WaitingReads implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WaitingReads.class);

    private static final long PAUSE_MILLIS = 100;

    /** How much longer than asked for a read may take, so that it can say how far it came. */
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Reads reads;
    private final int most;
    private final Semaphore places;
    private final Set<Waiter> waiters = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService poller =
            Executors.newSingleThreadScheduledExecutor(threads("waiting-reads-poller"));
    private final ExecutorService readers;
    private volatile boolean stopping;

    /**
     * @param threads how many read rows at once
     * @param most how many may wait at once
     */
    WaitingReads(Reads reads, int threads, int most) {
        this.reads = reads;
        this.most = most;
        this.places = new Semaphore(most);
        this.readers = Executors.newFixedThreadPool(threads, threads("waiting-reads"));
        poller.scheduleWithFixedDelay(
                this::look, PAUSE_MILLIS, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static ThreadFactory threads(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /**
     * Reads now, or when the version is far enough. Fails with a {@link Problem}, also if it is not
     * when the request's patience ends.
     */
    CompletableFuture<Answer> read(ReadRequest request) {
        long patience = request.options().patience().toNanos();
        long deadline = System.nanoTime() + patience;
        Waiter waiter = new Waiter(request, deadline, new CompletableFuture<>());
        Answer answer;
        try {
            answer = reads.read(request);
            if (!answer.isBehind()) {
                return CompletableFuture.completedFuture(answer);
            }
            checkPatience(waiter, answer);
            if (!places.tryAcquire()) {
                throw new Problem(
                        Problem.UNAVAILABLE,
                        "At most "
                                + most
                                + " reads wait for a position, and so many do: try again.");
            }
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
        waiters.add(waiter);
        // Whoever looks may be waiting for Postgres itself by then.
        CompletableFuture.delayedExecutor(patience + GRACE_NANOS, TimeUnit.NANOSECONDS)
                .execute(() -> giveUp(waiter, answer));
        return waiter.result.whenComplete((read, failure) -> places.release());
    }

    /** What is thrown here would end the looking for good. */
    private void look() {
        try {
            poll();
        } catch (RuntimeException | Error e) {
            LOG.error("Reads that wait could not be looked after; they are, the next time.", e);
        }
    }

    private void giveUp(Waiter waiter, Answer first) {
        waiters.remove(waiter);
        if (!waiter.result.isDone()) {
            waiter.result.completeExceptionally(late(waiter.request, first));
        }
    }

    /** Looks once for all that wait; while the registry cannot be read, they wait on. */
    private void poll() {
        if (waiters.isEmpty()) {
            return;
        }
        Map<String, List<Version>> views = Map.of();
        RuntimeException unread = null;
        try {
            views = reads.versions().stream().collect(groupingBy(each -> each.key().view()));
        } catch (RuntimeException e) {
            unread = e;
        }
        for (Waiter waiter : waiters) {
            Runnable end =
                    unread == null
                            ? end(waiter, views.getOrDefault(waiter.request.view(), List.of()))
                            : stopping || waiter.isLate() ? waiter.failing(unread) : null;
            if (end != null) {
                waiters.remove(waiter);
                readers.execute(end);
            }
        }
    }

    /** What ends a wait; null if it goes on. */
    private @Nullable Runnable end(Waiter waiter, List<Version> versions) {
        try {
            Answer standing = Reads.standing(versions, waiter.request);
            if (!standing.isBehind()) {
                return () -> finish(waiter);
            }
            checkPatience(waiter, standing);
            return null;
        } catch (RuntimeException e) {
            return waiter.failing(e);
        }
    }

    private void finish(Waiter waiter) {
        try {
            Answer answer = reads.read(waiter.request);
            if (answer.isBehind()) {
                // Its reader sees another version by now.
                checkPatience(waiter, answer);
                waiters.add(waiter);
            } else {
                waiter.result.complete(answer);
            }
        } catch (RuntimeException e) {
            waiter.result.completeExceptionally(e);
        }
    }

    private void checkPatience(Waiter waiter, Answer answer) {
        if (waiter.isLate()) {
            throw late(waiter.request, answer);
        }
        if (stopping) {
            throw new Problem(Problem.UNAVAILABLE, "The service is being stopped: try again.");
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
        poller.shutdownNow();
        readers.shutdownNow();
    }

    /** A read that waits. */
    private record Waiter(ReadRequest request, long deadline, CompletableFuture<Answer> result) {

        boolean isLate() {
            return System.nanoTime() - deadline >= 0;
        }

        Runnable failing(RuntimeException failure) {
            return () -> result.completeExceptionally(failure);
        }
    }
}
