package dev.sameriver.jobs.airportdelays;

import static dev.sameriver.aggregate.Aggregates.count;
import static dev.sameriver.aggregate.Aggregates.countIf;
import static dev.sameriver.aggregate.Aggregates.max;
import static dev.sameriver.aggregate.Aggregates.sum;

import dev.sameriver.view.Inputs;
import dev.sameriver.view.Rows;
import dev.sameriver.view.View;
import dev.sameriver.window.Windows;
import java.time.Duration;

/** Departure delays per origin airport, in the last hour, every quarter of an hour. */
public final class AirportDelays implements View {

    @Override
    public String name() {
        return "airport-delays";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Rows derive(Inputs inputs) {
        return inputs.events("flights", Flight.class)
                .disorder(Duration.ofHours(2))
                .keyBy("origin", Flight::origin)
                .window(Windows.hopping(Duration.ofHours(1), Duration.ofMinutes(15)))
                .early(Duration.ofMillis(500))
                .aggregate(
                        count("flights"),
                        countIf("delayed", flight -> flight.delayMinutes() > 15),
                        sum("delay_minutes", flight -> Math.max(0, flight.delayMinutes())),
                        max("max_delay", Flight::delayMinutes));
    }
}
