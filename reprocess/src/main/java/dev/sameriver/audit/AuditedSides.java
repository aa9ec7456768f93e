package dev.sameriver.audit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the three sides of an audit amount to.
 *
 * @param served what Postgres holds
 * @param replay what the main engine derives
 * @param beam what Beam derives
 */
record AuditedSides(
        AuditedRows.Summary served, AuditedRows.Summary replay, AuditedRows.Summary beam) {

    static final String REPLAY = "replay";
    static final String BEAM = "beam";

    /** The sides by their names, in order. */
    Map<String, AuditedRows.Summary> byName() {
        Map<String, AuditedRows.Summary> sides = new LinkedHashMap<>();
        sides.put("served", served);
        sides.put(REPLAY, replay);
        sides.put(BEAM, beam);
        return sides;
    }

    /** Whether none of them has a row. */
    boolean areEmpty() {
        return all().allMatch(side -> side.digest().rows() == 0);
    }

    /** How long the longest window of any is, in milliseconds. */
    long longest() {
        return all().mapToLong(AuditedRows.Summary::longest).max().orElse(0);
    }

    private Stream<AuditedRows.Summary> all() {
        return Stream.of(served, replay, beam);
    }
}
