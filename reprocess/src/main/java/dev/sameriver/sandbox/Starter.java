package dev.sameriver.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Starts daemons, all at once, and waits until each is healthy. */
record Starter(Layout layout, ProcessTable processes, Duration patience) {

    private static final Duration BETWEEN_PROBES = Duration.ofMillis(150);

    /**
     * Starts those that are not running, and waits for all.
     *
     * @throws SandboxFailure if one ends, or is not healthy in time; the others are left running
     */
    void start(List<Daemon> daemons, SandboxListener listener) {
        long began = System.nanoTime();
        ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, daemons.size()));
        try {
            List<Future<?>> started = new ArrayList<>();
            for (Daemon daemon : daemons) {
                started.add(
                        threads.submit(
                                () -> {
                                    ProcessStatus status = start(daemon);
                                    synchronized (listener) {
                                        listener.healthy(
                                                status,
                                                Duration.ofNanos(System.nanoTime() - began));
                                    }
                                    return null;
                                }));
            }
            awaitAll(started);
        } finally {
            threads.shutdownNow();
        }
    }

    private ProcessStatus start(Daemon daemon) throws IOException, InterruptedException {
        String name = daemon.name();
        if (processes.find(name).isEmpty()) {
            daemon.prepare();
            processes.start(name, daemon.command());
        }
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            OptionalLong pid = processes.find(name);
            if (pid.isEmpty()) {
                throw new SandboxFailure(name, "ended before it was healthy", layout.log(name));
            }
            String complaint = daemon.complaint();
            if (complaint.isEmpty()) {
                return new ProcessStatus(name, pid, daemon.address(), complaint);
            }
            if (System.nanoTime() > deadline) {
                throw new SandboxFailure(
                        name,
                        "was not healthy after " + patience.toSeconds() + " s: " + complaint,
                        layout.log(name));
            }
            Thread.sleep(BETWEEN_PROBES.toMillis());
        }
    }

    /** Waits for all, so that none is interrupted half-way, then throws the first failure. */
    private static void awaitAll(List<Future<?>> started) {
        RuntimeException failure = null;
        for (Future<?> one : started) {
            try {
                one.get();
            } catch (ExecutionException e) {
                if (failure == null) {
                    failure = unchecked(e.getCause());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while the sandbox was starting", e);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static RuntimeException unchecked(@Nullable Throwable cause) {
        if (cause instanceof RuntimeException unchecked) {
            return unchecked;
        }
        if (cause instanceof IOException io) {
            return new UncheckedIOException(io.getMessage(), io);
        }
        return new IllegalStateException(cause);
    }
}
