package dev.sameriver.sql;

import dev.sameriver.log.Event;
import java.util.function.Function;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Java in the middle of a view in SQL: plain Flink code on the way of a log's events, behind which
 * the query sees them. A table names it in its options, and declares the columns that it gives:
 *
 * <pre>
 * CREATE TABLE routes (
 *     route STRING,
 *     delay_minutes INT NOT NULL,
 *     event_time TIMESTAMP_LTZ(3) METADATA,
 *     WATERMARK FOR event_time AS event_time - INTERVAL '2' HOUR
 * ) WITH ('connector' = 'sameriver', 'log' = 'flights', 'step' = 'com.acme.Routes');
 * </pre>
 *
 * <pre>{@code
 * public final class Routes implements TableStep<Flight, Route> {
 *     public Class<Flight> reads() {
 *         return Flight.class;
 *     }
 *
 *     public Class<Route> gives() {
 *         return Route.class;
 *     }
 *
 *     public DataStream<Event<Route>> apply(DataStream<Event<Flight>> flights) {
 *         return flights.map(flight -> flight.map(Route::of))
 *                 .returns(new EventTypeInfo<>(TypeInformation.of(Route.class)))
 *                 .uid("routes");
 *     }
 * }
 * }</pre>
 *
 * <p>The class has a constructor without parameters. What {@link
 * dev.sameriver.view.EventStream#through} says of such code holds for it.
 *
 * @param <T> the record that events are read into
 * @param <R> the record that it makes of them; its component {@code delayMinutes} is column {@code
 *     delay_minutes}
 */
public interface TableStep<T, R> extends Function<DataStream<Event<T>>, DataStream<Event<R>>> {

    Class<T> reads();

    Class<R> gives();
}
