package dev.sameriver.parity;

import static dev.sameriver.aggregate.Aggregates.count;
import static dev.sameriver.aggregate.Aggregates.countIf;
import static dev.sameriver.aggregate.Aggregates.max;
import static dev.sameriver.aggregate.Aggregates.mean;
import static dev.sameriver.aggregate.Aggregates.sum;

import dev.sameriver.view.Inputs;
import dev.sameriver.view.Rows;
import dev.sameriver.view.View;
import dev.sameriver.window.WindowSpec;
import dev.sameriver.window.Windows;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One view over logs of two shapes, with windows of three kinds; each reads a log of its name. */
public final class ParityViews {

    static final String FLIGHTS = "flights";
    static final String READINGS = "readings";

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration QUARTER = Duration.ofMinutes(15);

    private ParityViews() {}

    /** What the views read of a flight. */
    public record Flight(String origin, int delayMinutes) {}

    /** What the views read of a reading. */
    public record Reading(@Nullable String sensor, int value, int level) {}

    private abstract static class Named implements View {

        private final String name;
        private final WindowSpec windows;

        private Named(String name, WindowSpec windows) {
            this.name = name;
            this.windows = windows;
        }

        @Override
        public final String name() {
            return name;
        }

        @Override
        public final int version() {
            return 1;
        }

        final WindowSpec windows() {
            return windows;
        }
    }

    private abstract static class OfFlights extends Named {

        private OfFlights(String windows, WindowSpec spec) {
            super(FLIGHTS + "-" + windows, spec);
        }

        @Override
        public final Rows derive(Inputs inputs) {
            return inputs.events(name(), Flight.class)
                    .disorder(Duration.ofMinutes(90))
                    .keyBy("origin", Flight::origin)
                    .window(windows())
                    .aggregate(
                            count("flights"),
                            countIf("delayed", flight -> flight.delayMinutes() > 15),
                            sum("delay_minutes", flight -> Math.max(0, flight.delayMinutes())),
                            max("max_delay", Flight::delayMinutes));
        }
    }

    private abstract static class OfReadings extends Named {

        private OfReadings(String windows, WindowSpec spec) {
            super(READINGS + "-" + windows, spec);
        }

        @Override
        public final Rows derive(Inputs inputs) {
            return inputs.events(name(), Reading.class)
                    .disorder(Duration.ofMinutes(20))
                    .filter(reading -> reading.level() > 2)
                    .keyBy("sensor", Reading::sensor)
                    .window(windows())
                    .aggregate(
                            count("readings"),
                            sum("total", Reading::value),
                            mean("mean_value", Reading::value));
        }
    }

    /** Flights, one window after the other. */
    public static final class FlightsTumbling extends OfFlights {
        public FlightsTumbling() {
            super("tumbling", Windows.tumbling(HOUR));
        }
    }

    /** Flights, in windows that overlap. */
    public static final class FlightsHopping extends OfFlights {
        public FlightsHopping() {
            super("hopping", Windows.hopping(HOUR, QUARTER));
        }
    }

    /** Flights, in sessions. */
    public static final class FlightsSession extends OfFlights {
        public FlightsSession() {
            super("session", Windows.session(QUARTER));
        }
    }

    /** Readings, one window after the other. */
    public static final class ReadingsTumbling extends OfReadings {
        public ReadingsTumbling() {
            super("tumbling", Windows.tumbling(HOUR));
        }
    }

    /** Readings, in windows that overlap. */
    public static final class ReadingsHopping extends OfReadings {
        public ReadingsHopping() {
            super("hopping", Windows.hopping(HOUR, QUARTER));
        }
    }

    /** Readings, in sessions. */
    public static final class ReadingsSession extends OfReadings {
        public ReadingsSession() {
            super("session", Windows.session(QUARTER));
        }
    }
}
