package dev.sameriver.upgrade;

import dev.sameriver.view.Column;
import java.io.Serializable;

/**
 * An aggregate column of a windowed step.
 *
 * @param format its accumulator, as in {@code sum/1}
 */
record AggregateShape(Column column, String format) implements Serializable {

    @Override
    public String toString() {
        return column.name() + " " + column.type() + " (" + format + ")";
    }
}
