package dev.sameriver.jobs.airportdelays;

import static dev.sameriver.aggregate.Aggregates.count;
import static dev.sameriver.aggregate.Aggregates.max;
import static dev.sameriver.aggregate.Aggregates.sum;

import dev.sameriver.function.Getter;
import dev.sameriver.view.Inputs;
import dev.sameriver.view.Rows;
import dev.sameriver.view.View;
import dev.sameriver.view.WindowedEvents;
import dev.sameriver.window.Windows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Delays per airport, derived slowly as long as a file is there. */
final class ThrottledDelays implements View {

    private static final long PAUSE_NANOS = 3_000_000;

    private final String throttle;
    private final boolean early;

    ThrottledDelays(Path throttle, boolean early) {
        this.throttle = throttle.toString();
        this.early = early;
    }

    @Override
    public String name() {
        return "throttled-delays";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Rows derive(Inputs inputs) {
        String file = throttle;
        Getter<Flight, String> origin = flight -> slowly(flight, file);
        WindowedEvents<Flight> hours =
                inputs.events("flights", Flight.class)
                        .disorder(Duration.ofHours(2))
                        .keyBy("origin", origin)
                        .window(Windows.hopping(Duration.ofHours(1), Duration.ofMinutes(15)));
        return (early ? hours.early(Duration.ofMillis(500)) : hours)
                .aggregate(
                        count("flights"),
                        sum("delay_minutes", Flight::delayMinutes),
                        max("max_delay", Flight::delayMinutes));
    }

    private static String slowly(Flight flight, String file) {
        if (Files.exists(Path.of(file))) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return flight.origin();
    }
}
