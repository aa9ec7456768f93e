package dev.sameriver.jobs.airportdelays;

import static dev.sameriver.aggregate.Aggregates.count;
import static dev.sameriver.aggregate.Aggregates.countIf;
import static dev.sameriver.aggregate.Aggregates.max;
import static dev.sameriver.aggregate.Aggregates.quantile;
import static dev.sameriver.aggregate.Aggregates.sum;

import dev.sameriver.view.Inputs;
import dev.sameriver.view.Rows;
import dev.sameriver.view.View;
import dev.sameriver.window.Windows;
import java.time.Duration;

/**
 * Version 2 of {@link AirportDelays}: it waits four hours instead of two, so that fewer flights are
 * late, and has the 90th percentile of the delays.
 */
public final class AirportDelaysV2 implements View {

    @Override
    public String name() {
        return "airport-delays";
    }

    @Override
    public int version() {
        return 2;
    }

    @Override
    public Rows derive(Inputs inputs) {
        return inputs.events("flights", Flight.class)
                .disorder(Duration.ofHours(4))
                .keyBy("origin", Flight::origin)
                .window(Windows.hopping(Duration.ofHours(1), Duration.ofMinutes(15)))
                .early(Duration.ofMillis(500))
                .aggregate(
                        count("flights"),
                        countIf("delayed", flight -> flight.delayMinutes() > 15),
                        sum("delay_minutes", flight -> Math.max(0, flight.delayMinutes())),
                        max("max_delay", Flight::delayMinutes),
                        quantile("p90_delay", 0.9, Flight::delayMinutes));
    }
}
