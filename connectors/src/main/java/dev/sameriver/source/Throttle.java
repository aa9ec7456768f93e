package dev.sameriver.source;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;

/**
 * Holds a run that reads history back while the version that serves readers falls behind, as both
 * share the machines.
 *
 * <p>How far that one is behind is told in time: by when Kafka ended where it is now. Past the
 * limit the rate is halved at each look, and grows by a quarter when the other has come back to
 * half of it.
 *
 * <p>With looks every 5 s, a run of 800,000 events a second is at 100,000 after 15 s of a serving
 * version that stays behind the limit.
 */
final class Throttle {

    /** How far the serving version may be behind; a checkpoint or two are no reason. */
    static final Duration LIMIT = Duration.ofSeconds(90);

    /** A run never stands still: what it waits for may never come back. */
    private static final long LEAST_RATE = 1_000;

    /** Looks that are kept, an hour of those every five seconds. */
    private static final int LOOKS = 720;

    private final long bound;
    private final Deque<Look> looks = new ArrayDeque<>();
    private long rate;

    private record Look(long millis, Map<Integer, Long> ends) {

        /** A partition to which nothing came since does not count: its last offset may be none. */
        boolean isReached(Map<Integer, Long> offsets, Map<Integer, Long> now) {
            return ends.entrySet().stream()
                    .filter(end -> now.getOrDefault(end.getKey(), 0L) > end.getValue())
                    .allMatch(end -> offsets.getOrDefault(end.getKey(), -1L) >= end.getValue());
        }
    }

    /**
     * @param bound the greatest rate in events a second; 0 for none
     */
    Throttle(long bound) {
        this.bound = bound;
        this.rate = bound;
    }

    /**
     * Looks again.
     *
     * @param millis when
     * @param ends where Kafka ends, by partition
     * @param served where the serving version is, by partition
     * @param current how many events a second this run reads
     * @return how many it may read from now on; 0 for no bound
     */
    long look(long millis, Map<Integer, Long> ends, Map<Integer, Long> served, long current) {
        looks.addLast(new Look(millis, ends));
        while (looks.size() > LOOKS) {
            looks.removeFirst();
        }
        long behind = behind(millis, served, ends);
        if (behind > LIMIT.toMillis()) {
            long from = rate == 0 ? current : Math.min(rate, Math.max(current, LEAST_RATE));
            rate = Math.max(LEAST_RATE, from / 2);
        } else if (behind <= LIMIT.toMillis() / 2 && rate != bound) {
            rate += rate / 4;
            if (bound > 0 ? rate >= bound : rate > 2 * Math.max(current, LEAST_RATE)) {
                rate = bound;
            }
        }
        return rate;
    }

    /** For how long Kafka has been ahead of an offset, as far as it has gone on since. */
    private long behind(long millis, Map<Integer, Long> served, Map<Integer, Long> ends) {
        long since = millis;
        Iterator<Look> before = looks.descendingIterator();
        before.next();
        while (before.hasNext()) {
            Look look = before.next();
            if (look.isReached(served, ends)) {
                break;
            }
            since = look.millis();
        }
        return millis - since;
    }
}
