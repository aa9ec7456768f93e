package dev.sameriver.window;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * The wall clock of a zone with rules. It remembers the span around the last instant in which the
 * zone's offset was constant, as looking rules up costs far more than the arithmetic.
 */
final class ZonedWallClock implements WallClock {

    /**
     * No zone has ever moved its clock by more: wall times this far inside a span are unambiguous.
     */
    private static final long MARGIN = 2 * 24 * 3_600_000L;

    private final ZoneRules rules;

    private long from = Long.MAX_VALUE;
    private long until = Long.MIN_VALUE;
    private long offset;

    ZonedWallClock(ZoneRules rules) {
        this.rules = rules;
    }

    @Override
    public long wall(long instant) {
        if (instant < from || instant >= until) {
            remember(instant);
        }
        return instant + offset;
    }

    @Override
    public long instant(long wall) {
        long guess = wall - offset;
        if (from < until && guess - from >= MARGIN && until - guess >= MARGIN) {
            return guess;
        }
        LocalDateTime local =
                LocalDateTime.ofEpochSecond(
                        Math.floorDiv(wall, 1000),
                        (int) Math.floorMod(wall, 1000L) * 1_000_000,
                        ZoneOffset.UTC);
        ZoneOffsetTransition transition = rules.getTransition(local);
        if (transition == null) {
            return wall - rules.getOffset(local).getTotalSeconds() * 1000L;
        }
        if (transition.isGap()) {
            return transition.toEpochSecond() * 1000;
        }
        return wall - transition.getOffsetBefore().getTotalSeconds() * 1000L;
    }

    private void remember(long instant) {
        Instant at = Instant.ofEpochMilli(instant);
        ZoneOffsetTransition next = rules.nextTransition(at);
        ZoneOffsetTransition previous = rules.previousTransition(at.plusMillis(1));
        // Halved, so that subtracting from them cannot overflow.
        from = previous == null ? Long.MIN_VALUE / 2 : previous.toEpochSecond() * 1000;
        until = next == null ? Long.MAX_VALUE / 2 : next.toEpochSecond() * 1000;
        offset = rules.getOffset(at).getTotalSeconds() * 1000L;
    }
}
