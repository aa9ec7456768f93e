package dev.sameriver.aggregate;

import dev.sameriver.log.Clock;
import dev.sameriver.log.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Aggregates a few values, one after the other. */
final class Evaluation {

    private Evaluation() {}

    @SafeVarargs
    static <T, A> @Nullable Object of(AggregateColumn<T, A> column, T... values) {
        return of(column, List.of(values));
    }

    static <T, A> @Nullable Object of(AggregateColumn<T, A> column, List<T> values) {
        A accumulator = column.create();
        for (int i = 0; i < values.size(); i++) {
            column.read(Event.of(1, 0, i, i, Clock.NONE, values.get(i)));
            column.add(accumulator);
        }
        return column.result(accumulator);
    }
}
