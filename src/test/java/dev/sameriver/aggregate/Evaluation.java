package dev.sameriver.aggregate;

import dev.sameriver.log.Clock;
import dev.sameriver.log.Event;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Aggregates a few values, one after the other. */
final class Evaluation {

    private Evaluation() {}

    @SafeVarargs
    static <T> @Nullable Object of(AggregateColumn<T> column, T... values) {
        return of(column, List.of(values));
    }

    static <T> @Nullable Object of(AggregateColumn<T> column, List<T> values) {
        List<Event<T>> events = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            events.add(Event.of(1, 0, i, i, Clock.NONE, values.get(i)));
        }
        return ofEvents(column, events);
    }

    static <T> @Nullable Object ofEvents(AggregateColumn<T> column, List<Event<T>> events) {
        Aggregation<T> aggregation = new Aggregation<>(List.of(column));
        Totals totals = aggregation.create();
        for (Event<T> event : events) {
            aggregation.read(event);
            aggregation.add(totals);
        }
        @Nullable Object[] row = new @Nullable Object[1];
        aggregation.results(totals, row, 0);
        return row[0];
    }
}
