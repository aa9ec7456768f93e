package dev.sameriver.upgrade;

import dev.sameriver.view.Column;

/**
 * An aggregate column of a windowed step.
 *
 * @param format its accumulator, as in {@code sum/1}
 */
record AggregateShape(Column column, String format) {

    @Override
    public String toString() {
        return column.name() + " " + column.type() + " (" + format + ")";
    }
}
