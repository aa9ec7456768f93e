package dev.sameriver.beam;

/**
 * Whether a window counts an event, by the clock that the event carries: the greatest event time
 * before it in its partition, minus the disorder bound. All are milliseconds since
 * 1970-01-01T00:00Z.
 */
enum Lateness {

    /** A window counts what comes while its end is ahead of the clock. */
    ALIGNED {
        @Override
        boolean counts(long time, long clock, long windowEnd) {
            return clock < windowEnd;
        }
    },

    /** A session counts what is not behind the clock. */
    SESSIONS {
        @Override
        boolean counts(long time, long clock, long windowEnd) {
            return clock <= time;
        }
    };

    abstract boolean counts(long time, long clock, long windowEnd);
}
