package dev.sameriver.sql;

import dev.sameriver.aggregate.AggregateColumn;
import dev.sameriver.expression.Expression;
import dev.sameriver.expression.Getters;
import dev.sameriver.view.EventStream;
import dev.sameriver.view.EventType;
import dev.sameriver.view.Inputs;
import dev.sameriver.view.KeyedEvents;
import dev.sameriver.view.Rows;
import dev.sameriver.view.ViewRow;
import dev.sameriver.view.WindowedEvents;
import dev.sameriver.window.WindowSpec;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A query that was read, as what a view declares.
 *
 * @param filter what stands behind WHERE; null for all events
 * @param keys the key's columns, one or more
 */
record Query(
        LogTable table,
        EventType<ViewRow> type,
        @Nullable Expression filter,
        List<Key> keys,
        WindowSpec windows,
        List<Aggregate> aggregates) {

    /** A column of the key. */
    record Key(String name, Expression value) {}

    /**
     * Declares it.
     *
     * @param early how often early results are given; null for never
     * @param classes where the class of a step is found
     */
    Rows derive(Inputs inputs, @Nullable Duration early, ClassLoader classes) {
        EventStream<ViewRow> events =
                table.step() == null
                        ? inputs.events(table.log(), type).disorder(table.disorder())
                        : TableSteps.find(table, classes).events(inputs, table, type);
        if (filter != null) {
            events = events.filter(Getters.condition(filter));
        }
        KeyedEvents<ViewRow> keyed =
                events.keyBy(keys.get(0).name(), Getters.value(keys.get(0).value()));
        for (Key key : keys.subList(1, keys.size())) {
            keyed = keyed.thenBy(key.name(), Getters.value(key.value()));
        }
        WindowedEvents<ViewRow> windowed = keyed.window(windows);
        if (early != null) {
            windowed = windowed.early(early);
        }
        List<AggregateColumn<ViewRow>> columns =
                aggregates.stream().map(Aggregate::column).toList();
        return windowed.aggregate(columns);
    }
}
