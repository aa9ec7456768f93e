package dev.sameriver.source;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Holds one reader to a number of events a second. What it holds back is when events are read,
 * never which: no derivation depends on it.
 *
 * <p>At 10,000 events a second, a block of 1,000 events lets the next one wait for 100 ms.
 */
final class Pace {

    private static final long NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long NAP_MILLIS = 20;

    /** Events a second; 0 for as many as come. */
    private volatile long rate;

    private long due = System.nanoTime();

    /** Sets the rate from the next block on; for any thread. */
    void set(long eventsPerSecond) {
        rate = eventsPerSecond;
    }

    /** Waits until the next block is due, or until it is interrupted by this. */
    void await(BooleanSupplier woken) {
        long now = System.nanoTime();
        while (rate > 0 && now < due && !woken.getAsBoolean()) {
            nap();
            now = System.nanoTime();
        }
        if (rate == 0) {
            due = now;
        }
    }

    /** Notes that events were read. */
    void took(int events) {
        long current = rate;
        if (current > 0) {
            due = Math.max(due, System.nanoTime()) + events * NANOS / current;
        }
    }

    private static void nap() {
        try {
            TimeUnit.MILLISECONDS.sleep(NAP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
