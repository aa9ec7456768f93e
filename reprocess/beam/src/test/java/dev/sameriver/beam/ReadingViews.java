package dev.sameriver.beam;

import static dev.sameriver.aggregate.Aggregates.count;
import static dev.sameriver.aggregate.Aggregates.distinctCount;
import static dev.sameriver.aggregate.Aggregates.first;
import static dev.sameriver.aggregate.Aggregates.latest;
import static dev.sameriver.aggregate.Aggregates.max;
import static dev.sameriver.aggregate.Aggregates.meanDouble;
import static dev.sameriver.aggregate.Aggregates.sum;
import static dev.sameriver.aggregate.Aggregates.topK;

import dev.sameriver.view.Inputs;
import dev.sameriver.view.KeyedEvents;
import dev.sameriver.view.Rows;
import dev.sameriver.view.View;
import dev.sameriver.window.Windows;
import java.time.Duration;
import java.time.ZoneId;

/** Views over a made-up log, with windows of each kind. */
public final class ReadingViews {

    static final String LOG = "readings";

    private ReadingViews() {}

    private static KeyedEvents<Reading> bySensor(Inputs inputs) {
        return inputs.events(LOG, Reading.class)
                .disorder(Duration.ofMinutes(10))
                .keyBy("sensor", Reading::sensor);
    }

    private static int third(Reading reading) {
        return reading.value() % 3;
    }

    /** A refusal of some events by the view's own code. */
    private static long positive(Reading reading) {
        if (reading.value() == 13) {
            throw new IllegalArgumentException("thirteen");
        }
        return Math.abs(reading.value());
    }

    /** Windows one after the other. */
    public static final class Tumbling implements View {

        @Override
        public String name() {
            return "readings-tumbling";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public Rows derive(Inputs inputs) {
            return bySensor(inputs)
                    .window(Windows.tumbling(Duration.ofMinutes(10)))
                    .aggregate(
                            count("readings"),
                            sum("total", ReadingViews::positive),
                            meanDouble("mean_level", Reading::level),
                            first("first_value", Reading::value));
        }
    }

    /** Windows that overlap, whose slide does not divide their size, with two key columns. */
    public static final class Hopping implements View {

        @Override
        public String name() {
            return "readings-hopping";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public Rows derive(Inputs inputs) {
            return bySensor(inputs)
                    .thenBy("third", ReadingViews::third)
                    .window(
                            Windows.hopping(Duration.ofMinutes(25), Duration.ofMinutes(10))
                                    .offset(Duration.ofMinutes(-3)))
                    .aggregate(
                            count("readings"),
                            max("greatest", Reading::value),
                            distinctCount("levels", Reading::level));
        }
    }

    /** Sessions, of which many are ended by a gap to the millisecond. */
    public static final class Sessions implements View {

        @Override
        public String name() {
            return "readings-sessions";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public Rows derive(Inputs inputs) {
            return bySensor(inputs)
                    .window(Windows.session(Duration.ofMinutes(5)))
                    .aggregate(
                            count("readings"),
                            topK("values", 3, reading -> "v" + reading.value() % 5),
                            latest("latest_level", Reading::level));
        }
    }

    /** Days of a zone as they grow, one of them of 23 hours, of some of the events. */
    public static final class Days implements View {

        @Override
        public String name() {
            return "readings-days";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public Rows derive(Inputs inputs) {
            return inputs.events(LOG, Reading.class)
                    .disorder(Duration.ofMinutes(10))
                    .filter(reading -> third(reading) != 1)
                    .keyBy("sensor", Reading::sensor)
                    .window(
                            Windows.cumulative(Duration.ofDays(1), Duration.ofHours(1))
                                    .zone(ZoneId.of("America/New_York")))
                    .aggregate(count("readings"), sum("total", Reading::value));
        }
    }
}
