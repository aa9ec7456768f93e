package dev.sameriver.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PostgresTimestampsTest {

    @Test
    void arrayHasItsTimestampsInOrder() {
        assertThat(
                        array(
                                "2001-01-01T00:00:00Z",
                                "2001-01-01T00:00:00Z",
                                "1969-12-31T23:59:59.999Z"))
                .isEqualTo(
                        "{\"2001-01-01T00:00:00Z\",\"2001-01-01T00:00:00Z\","
                                + "\"1969-12-31T23:59:59.999Z\"}");
    }

    @Test
    void absentTimestampIsNull() {
        assertThat(array(null, "2001-01-01T00:00:00Z", null))
                .isEqualTo("{NULL,\"2001-01-01T00:00:00Z\",NULL}");
    }

    @Test
    void yearBeforeTheFirstHasNoSign() {
        assertThat(array("0000-03-01T00:00:00Z")).isEqualTo("{\"0001-03-01T00:00:00.000Z BC\"}");
    }

    @Test
    void edgesOfPlainYears() {
        assertThat(
                        array(
                                "0000-12-31T23:59:59.999Z",
                                "0001-01-01T00:00:00Z",
                                "9999-12-31T23:59:59.999Z",
                                "+10000-01-01T00:00:00Z"))
                .isEqualTo(
                        "{\"0001-12-31T23:59:59.999Z BC\",\"0001-01-01T00:00:00Z\","
                                + "\"9999-12-31T23:59:59.999Z\",\"10000-01-01T00:00:00.000Z AD\"}");
    }

    @Test
    void noTimestampsAreAnEmptyArray() {
        assertThat(array()).isEqualTo("{}");
    }

    private static String array(@Nullable String... instants) {
        PostgresTimestamps timestamps = new PostgresTimestamps();
        for (String instant : instants) {
            timestamps.add(instant == null ? null : Instant.parse(instant).toEpochMilli());
        }
        return timestamps.toString();
    }
}
