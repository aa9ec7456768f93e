package dev.sameriver.sandbox;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Stops daemons: asks all at once, waits, then kills those that are left. */
record Stopper(Layout layout, ProcessTable processes) {

    private static final Duration IN_GOOD_ORDER = Duration.ofSeconds(10);
    private static final Duration BY_FORCE = Duration.ofSeconds(10);

    /**
     * Stops daemons and strikes them off the list of the expected.
     *
     * @return how many were running
     * @throws SandboxFailure if one is alive even after KILL
     */
    int stop(List<Daemon> daemons) throws IOException, InterruptedException {
        int running = 0;
        for (Daemon daemon : daemons) {
            running += processes.find(daemon.name()).isPresent() ? 1 : 0;
            processes.signal(daemon.name(), daemon.stopSignal());
        }
        long deadline = System.nanoTime() + IN_GOOD_ORDER.toNanos();
        for (Daemon daemon : daemons) {
            long left = Math.max(0, deadline - System.nanoTime());
            if (!processes.awaitEnd(daemon.name(), Duration.ofNanos(left))) {
                kill(daemon.name());
            }
            processes.forget(daemon.name());
        }
        return running;
    }

    /** Ends a process at once, as with {@code kill -9}, and waits until it has gone. */
    void kill(String name) throws IOException, InterruptedException {
        processes.signal(name, "KILL");
        if (!processes.awaitEnd(name, BY_FORCE)) {
            throw new SandboxFailure(name, "is still alive after kill -9", layout.log(name));
        }
    }
}
