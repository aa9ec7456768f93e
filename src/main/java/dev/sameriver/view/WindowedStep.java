package dev.sameriver.view;

import dev.sameriver.aggregate.AggregateColumn;
import dev.sameriver.function.Condition;
import dev.sameriver.operator.KeyColumns;
import dev.sameriver.window.WindowSpec;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A windowed step as a view declares it: with the log, all that its rows depend on. So another
 * engine can derive the same rows from it.
 *
 * @param log the log's name
 * @param type what the events are read into; null if the view's own Flink code makes them
 * @param disorder the disorder bound
 * @param filter what an event must meet to be taken at all; null if all are
 * @param keys what the events are keyed by
 * @param windows how each key's events are cut
 * @param aggregates the columns behind the primary key, in order
 * @param schema all columns of the rows
 */
public record WindowedStep<T>(
        String log,
        @Nullable EventType<T> type,
        Duration disorder,
        @Nullable Condition<T> filter,
        KeyColumns<T> keys,
        WindowSpec windows,
        List<AggregateColumn<T>> aggregates,
        RowSchema schema) {}
