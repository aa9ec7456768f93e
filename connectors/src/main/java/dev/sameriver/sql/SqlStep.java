package dev.sameriver.sql;

import dev.sameriver.expression.Expression;
import dev.sameriver.log.Event;
import dev.sameriver.log.EventTypeInfo;
import dev.sameriver.view.EventType;
import dev.sameriver.view.UserError;
import dev.sameriver.view.ViewRow;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * SQL in the middle of a view in Java: a {@code SELECT} over its events, one by one, from one Java
 * record to another.
 *
 * <pre>{@code
 * record Flight(String origin, int delayMinutes) {}
 * record Delay(String origin, long seconds) {}
 *
 * inputs.events("flights", Flight.class)
 *         .disorder(Duration.ofHours(2))
 *         .through(
 *                 SqlStep.of(
 *                         "delays",
 *                         "SELECT UPPER(origin) AS origin, delay_minutes * 60 AS seconds"
 *                                 + " FROM flights WHERE delay_minutes > 0",
 *                         Flight.class,
 *                         Delay.class))
 *         .keyBy("origin", Delay::origin)
 * }</pre>
 *
 * <p>Of a flight from jfk that was 2 minutes late it makes {@code Delay("JFK", 120)}. The
 * expressions are those of a {@link SqlView}, evaluated by the same code, and refused where they
 * are not deterministic. An event keeps its place, time and clock. One of which an expression has
 * no value, as of {@code 1 / 0}, is a dead letter; one that {@code WHERE} drops is in none of the
 * run's sums, as of any code in {@code through}.
 */
public final class SqlStep<T, R> implements Function<DataStream<Event<T>>, DataStream<Event<R>>> {

    private final String name;
    private final Class<R> gives;
    private final Select<T, R> select;

    private SqlStep(String name, Class<R> gives, Select<T, R> select) {
        this.name = name;
        this.gives = gives;
        this.select = select;
    }

    /**
     * Reads the SQL of a step.
     *
     * @param name the step's, of which its uid is made: another for each step of a view
     * @param sql {@code SELECT expressions FROM any name}, with or without {@code WHERE}
     * @param reads a record; its component {@code delayMinutes} is column {@code delay_minutes}
     * @param gives a record with the columns that are selected, no more and no fewer, in any order
     * @throws UserError if the SQL is another, or does not fit the records
     */
    public static <T, R> SqlStep<T, R> of(String name, String sql, Class<T> reads, Class<R> gives) {
        return new SqlStep<>(
                name, gives, new StepReader(new Place("step " + name)).read(sql, reads, gives));
    }

    @Override
    public DataStream<Event<R>> apply(DataStream<Event<T>> events) {
        return events.flatMap(select)
                .returns(new EventTypeInfo<>(EventType.of(gives).typeInfo()))
                .name(name)
                .uid("sql-" + name);
    }

    /** A query that was read. */
    static final class Select<T, R> implements FlatMapFunction<Event<T>, Event<R>> {

        private final RecordRows<T> rows;
        private final @Nullable Expression filter;
        private final List<StepColumn> columns;
        private final EventType<R> gives;

        private transient @Nullable Function<@Nullable Object[], R> maker;

        /**
         * @param filter what stands behind WHERE; null for all events
         * @param columns one for each component of what the step gives
         */
        Select(
                RecordRows<T> rows,
                @Nullable Expression filter,
                List<StepColumn> columns,
                EventType<R> gives) {
            this.rows = rows;
            this.filter = filter;
            this.columns = columns;
            this.gives = gives;
        }

        @Override
        public void flatMap(Event<T> event, Collector<Event<R>> out) {
            Event<Optional<R>> made = event.map(this::select);
            String dead = made.deadReason();
            if (dead != null) {
                out.collect(made.asDead(dead));
            } else {
                made.value().ifPresent(value -> out.collect(event.withValue(value)));
            }
        }

        private Optional<R> select(T value) {
            ViewRow row = rows.of(value);
            if (filter != null && !Boolean.TRUE.equals(filter.value(row))) {
                return Optional.empty();
            }
            @Nullable Object[] values = new @Nullable Object[columns.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = columns.get(i).value(row);
            }
            if (maker == null) {
                maker = gives.maker();
            }
            return Optional.of(maker.apply(values));
        }
    }
}
