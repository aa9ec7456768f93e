package dev.sameriver.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sameriver.log.Event;
import dev.sameriver.view.UserError;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.util.InstantiationUtil;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlStepTest {

    record Flight(@Nullable String origin, int delayMinutes, @Nullable Instant scheduled) {}

    record Delay(@Nullable String origin, short seconds) {}

    record All(
            @Nullable String text,
            long whole,
            @Nullable Double part,
            @Nullable BigDecimal exact,
            boolean truth,
            @Nullable Instant time) {}

    @Test
    void eventsAreMadeAnewDroppedOrDead() throws Exception {
        SqlStep.Select<Flight, Delay> select =
                select(
                        "SELECT delay_minutes * 60 AS seconds, UPPER(f.origin) AS origin"
                                + " FROM flights AS f WHERE delay_minutes > 0",
                        Delay.class);
        List<Event<Delay>> made =
                run(
                        select,
                        event(1, new Flight("jfk", 2, null)),
                        event(2, new Flight("lax", 0, null)),
                        event(3, new Flight(null, 1, null)),
                        event(4, new Flight("sfo", 600, null)),
                        Event.dead(1, 0, 5, 8, "no Avro", new byte[] {7}));

        assertThat(made).extracting(Event::offset).containsExactly(1L, 3L, 4L, 5L);
        assertThat(made.get(0).value()).isEqualTo(new Delay("JFK", (short) 120));
        assertThat(made.get(0)).extracting(Event::time, Event::clock).containsExactly(9L, 8L);
        assertThat(made.get(1).value()).isEqualTo(new Delay(null, (short) 60));
        assertThat(made.get(2).deadReason()).isEqualTo("36000 is no short for seconds");
        assertThat(made.get(3).deadReason()).isEqualTo("no Avro");
        assertThat(made.get(3).raw()).containsExactly(7);
    }

    @Test
    void allTypesPass() throws Exception {
        SqlStep.Select<Flight, All> select =
                select(
                        "SELECT origin AS text, delay_minutes AS whole, 0.5e0 AS part,"
                                + " delay_minutes + 0.25 AS exact, delay_minutes > 1 AS truth,"
                                + " scheduled AS `time` FROM flights",
                        All.class);
        assertThat(run(select, event(1, new Flight("jfk", 2, Instant.EPOCH))).get(0).value())
                .isEqualTo(new All("jfk", 2, 0.5, new BigDecimal("2.25"), true, Instant.EPOCH));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT origin FROM flights | does not select seconds",
                "SELECT origin, 'x' AS seconds FROM flights | is of type TEXT",
                "SELECT origin, 1 AS seconds, 2 AS more FROM flights | is none of them",
                "SELECT origin, 1 AS seconds, 2 AS seconds FROM flights | was there before",
                "SELECT origin, 1 FROM flights | has none",
                "SELECT origin, COUNT(*) AS seconds FROM flights GROUP BY origin | one by one",
                "SELECT f.origin, 1 AS seconds FROM flights f JOIN g ON TRUE | one by one",
                "SELECT origin, RAND_INTEGER(9) AS seconds FROM flights | other values in each run",
                "SELECT origins AS origin, 1 AS seconds FROM flights | is none of them",
                "SELECT FROM | must be Flink SQL",
                "SELECT dest AS origin, 1 AS seconds FROM flights AS f (dest) | one by one",
                "SELECT origin, 1 AS seconds FROM flights ORDER BY origin | one by one",
                "SELECT origin, 1 AS seconds FROM flights LIMIT 1 | one by one",
                "SELECT * FROM flights | has none",
            })
    void otherSqlIsRefusedWithItsPlace(String sql, String complaint) {
        assertThatThrownBy(() -> SqlStep.of("delays", sql, Flight.class, Delay.class))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("step delays")
                .hasMessageContaining(complaint);
    }

    record Twice(@Nullable String origin, long theSeconds, long the_seconds) {}

    @Test
    void componentsOfOneColumnAreRefused() {
        assertThatThrownBy(
                        () ->
                                SqlStep.of(
                                        "twice",
                                        "SELECT origin, 1 AS the_seconds FROM flights",
                                        Flight.class,
                                        Twice.class))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("has two that are the_seconds");
    }

    private static <R> SqlStep.Select<Flight, R> select(String sql, Class<R> gives)
            throws Exception {
        return InstantiationUtil.clone(
                new StepReader(new Place("step test")).read(sql, Flight.class, gives));
    }

    private static Event<Flight> event(long offset, Flight flight) {
        return Event.of(1, 0, offset, 9, 8, flight);
    }

    @SafeVarargs
    private static <R> List<Event<R>> run(
            SqlStep.Select<Flight, R> select, Event<Flight>... events) {
        List<Event<R>> made = new ArrayList<>();
        for (Event<Flight> event : events) {
            select.flatMap(event, new ListCollector<>(made));
        }
        return made;
    }
}
