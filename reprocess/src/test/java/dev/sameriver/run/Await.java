package dev.sameriver.run;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Waits for what must come true. */
public final class Await {

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private Await() {}

    /**
     * @throws AssertionError if it has not come true within four minutes
     */
    public static void until(String what, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("did not come true in " + PATIENCE + ": " + what);
            }
            TimeUnit.MILLISECONDS.sleep(300);
        }
    }
}
