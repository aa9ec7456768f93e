package dev.sameriver.backfill;

import java.util.concurrent.TimeUnit;

/** How fast a job reads, from its first event on. */
final class Speed {

    private static final long LEAST_NANOS = TimeUnit.SECONDS.toNanos(2);

    private long firstNanos;
    private long firstEvents;
    private long lastNanos;
    private long lastEvents;

    synchronized void at(long nanos, long events) {
        if (lastEvents == 0) {
            firstNanos = nanos;
            firstEvents = events;
        }
        if (events > lastEvents) {
            lastNanos = nanos;
            lastEvents = events;
        }
    }

    /** Events a second; 0 if they were seen for less than two seconds. */
    synchronized double perSecond() {
        long nanos = lastNanos - firstNanos;
        return nanos < LEAST_NANOS
                ? 0
                : (double) (lastEvents - firstEvents) * TimeUnit.SECONDS.toNanos(1) / nanos;
    }
}
