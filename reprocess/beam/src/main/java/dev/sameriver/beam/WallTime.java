package dev.sameriver.beam;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/** The wall clock of a zone. Wall times are milliseconds since 1970-01-01T00:00 of that clock. */
final class WallTime {

    private static final LocalDateTime EPOCH = LocalDateTime.of(1970, 1, 1, 0, 0);

    private final ZoneRules rules;

    WallTime(ZoneId zone) {
        this.rules = zone.getRules();
    }

    /** What the clock shows at an instant. */
    long shownAt(long instant) {
        return instant + rules.getOffset(Instant.ofEpochMilli(instant)).getTotalSeconds() * 1000L;
    }

    /**
     * The first instant at which the clock has come to a wall time: where it skips that, the
     * instant of the skip; where it shows it twice, the first of the two.
     */
    long reached(long wall) {
        LocalDateTime local = EPOCH.plus(wall, ChronoUnit.MILLIS);
        ZoneOffsetTransition change = rules.getTransition(local);
        if (change != null && change.isGap()) {
            return change.getInstant().toEpochMilli();
        }
        ZoneOffset before = change == null ? rules.getOffset(local) : change.getOffsetBefore();
        return local.toInstant(before).toEpochMilli();
    }

    /** Whether the clock is not moved from one instant to another. */
    boolean isSteady(long from, long to) {
        ZoneOffsetTransition next = rules.nextTransition(Instant.ofEpochMilli(from).minusNanos(1));
        return next == null || next.getInstant().toEpochMilli() > to;
    }
}
