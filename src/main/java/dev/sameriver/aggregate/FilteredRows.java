package dev.sameriver.aggregate;

import dev.sameriver.function.Condition;
import dev.sameriver.log.EventBlock;
import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which rows of a block meet a condition; a column's values are read of these alone. */
final class FilteredRows<T> implements Serializable {

    private final Condition<T> condition;
    private final AggregateColumn<T> column;

    private transient boolean @Nullable [] taken;
    private transient boolean isBound;

    FilteredRows(Condition<T> condition, AggregateColumn<T> column) {
        this.condition = condition;
        this.column = column;
    }

    /** The format of a column that is filtered. */
    static String format(AggregateColumn<?> column) {
        return "filter/1(" + column.format() + ")";
    }

    /** Turns to a block; the condition has always to be asked. */
    boolean bind(EventBlock<T> block) {
        if (taken == null || taken.length < block.size()) {
            taken = new boolean[block.size()];
        }
        isBound = column.bind(block);
        return false;
    }

    /** Asks of a row, and reads its value if it is taken; may throw. */
    void read(T value, int row) {
        boolean takes = condition.holds(value);
        bound()[row] = takes;
        if (takes && !isBound) {
            column.read(value, row);
        }
    }

    /** Whether a row that was read meets the condition. */
    boolean isTaken(int row) {
        return bound()[row];
    }

    private boolean[] bound() {
        return Objects.requireNonNull(taken, "no block is bound");
    }
}
