package dev.sameriver.archive;

import dev.sameriver.log.Clock;
import dev.sameriver.log.Position;
import java.util.List;

/** The rule that a partition's segments follow each other, asked on commit and on every read. */
final class SegmentChain {

    private SegmentChain() {}

    /**
     * Checks that a segment may follow others of its partition.
     *
     * @throws OffsetConflictException if it leaves a gap, overlaps, or carries another clock
     */
    static void check(String log, List<Segment> before, Segment segment)
            throws OffsetConflictException {
        Position first = segment.first();
        Segment last = before.isEmpty() ? null : before.get(before.size() - 1);
        Position next = last == null ? new Position(0, first.partition(), 0) : last.next();
        if (segment.nextOffset() <= segment.firstOffset()) {
            throw new OffsetConflictException(log, next, first, "its range is empty");
        }
        boolean opensGeneration =
                first.generation() > next.generation()
                        || (last == null && first.generation() == next.generation());
        if (opensGeneration) {
            if (first.offset() != 0 && !segment.headDeleted()) {
                Position head = new Position(first.generation(), first.partition(), 0);
                throw new OffsetConflictException(log, head, first, "the head is missing");
            }
        } else if (!first.equals(next)) {
            String why = first.compareTo(next) > 0 ? "a gap" : "an overlap";
            throw new OffsetConflictException(log, next, first, why);
        }
        long greatest = last == null ? Clock.NONE : last.greatestAfter();
        if (segment.greatestBefore() != greatest) {
            throw new OffsetConflictException(
                    log,
                    next,
                    first,
                    "it was written for a greatest time of "
                            + segment.greatestBefore()
                            + " before it, not "
                            + greatest);
        }
    }
}
