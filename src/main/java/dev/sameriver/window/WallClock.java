package dev.sameriver.window;

/**
 * What a zone's wall clock shows, as milliseconds since 1970-01-01T00:00 of that wall clock.
 *
 * <p>Windows are aligned to the wall clock, so edges are wall times; {@link #instant} is when an
 * edge happens. It never decreases as wall time grows, so edges keep their order across changes to
 * and from daylight-saving time.
 */
interface WallClock {

    /** A wall clock that shows UTC. */
    WallClock UTC = new UtcWallClock();

    /** What the clock shows at an instant, both in milliseconds. */
    long wall(long instant);

    /**
     * The first instant at which the clock has reached a wall time. A wall time that the clock
     * skips is reached when it skips it; one that it shows twice is reached the first time.
     */
    long instant(long wall);

    /** UTC: wall time and instant are one. */
    final class UtcWallClock implements WallClock {
        @Override
        public long wall(long instant) {
            return instant;
        }

        @Override
        public long instant(long wall) {
            return wall;
        }
    }
}
