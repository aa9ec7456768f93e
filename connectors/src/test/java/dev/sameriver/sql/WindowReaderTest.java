package dev.sameriver.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.window.WindowSpec;
import dev.sameriver.window.Windows;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Objects;
import org.apache.calcite.sql.SqlSelect;
import org.junit.jupiter.api.Test;

class WindowReaderTest {

    private static final Place PLACE = new Place("test.sql");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void argumentsAreInTheOrderOfFlinkOrUnderTheirNames() {
        assertThat(read("HOP(TABLE t, DESCRIPTOR(x), INTERVAL '5' MINUTE, INTERVAL '1' HOUR)"))
                .isEqualTo(Windows.hopping(HOUR, Duration.ofMinutes(5)).zone(BERLIN));
        assertThat(
                        read(
                                "TUMBLE(SIZE => INTERVAL '1' HOUR, TIMECOL => DESCRIPTOR(x),"
                                        + " DATA => TABLE t)"))
                .isEqualTo(Windows.tumbling(HOUR).zone(BERLIN));
        assertThat(
                        read(
                                "CUMULATE(TABLE t, DESCRIPTOR(x), INTERVAL '20' MINUTE,"
                                        + " INTERVAL '1' HOUR, INTERVAL '7' MINUTE)"))
                .isEqualTo(
                        Windows.cumulative(HOUR, Duration.ofMinutes(20))
                                .offset(Duration.ofMinutes(7))
                                .zone(BERLIN));
        assertThat(read("SESSION(TABLE t PARTITION BY k, DESCRIPTOR(x), INTERVAL '0.5' SECOND)"))
                .isEqualTo(Windows.session(Duration.ofMillis(500)));
    }

    private static WindowSpec read(String from) {
        SqlSelect select =
                (SqlSelect) Statements.of("SELECT 1 FROM TABLE(" + from + ")", PLACE).get(0);
        return new WindowReader(PLACE, BERLIN)
                .read(Objects.requireNonNull(select.getFrom()))
                .windows();
    }
}
