package dev.sameriver.jobs.reads;

import dev.sameriver.ordered.Machine;
import dev.sameriver.ordered.OrderedEvent;
import dev.sameriver.ordered.Results;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Counts an item's pieces, in order, and gives each level that differs from the one before it.
 *
 * @param reservations whether pieces that are reserved are not counted
 */
record Count(boolean reservations) implements Machine<Long, Movement, Level> {

    @Override
    public @Nullable Long apply(
            @Nullable Long before, OrderedEvent<Movement> event, Results<Level> results) {
        Movement movement = event.value();
        long more = movement.free();
        if (movement.isOnPaper() && !reservations) {
            return before;
        }
        long pieces = Math.addExact(before == null ? 0 : before, more);
        results.give(new Level(Objects.requireNonNull(movement.item()), pieces));
        return pieces;
    }
}
