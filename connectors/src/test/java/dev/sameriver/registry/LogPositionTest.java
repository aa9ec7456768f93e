package dev.sameriver.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sameriver.view.UserError;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogPositionTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "flights:0=120,1=98", "flights:0=-1;weather:0=7,3=9"})
    void textIsReadAsItWasWritten(String text) {
        assertThat(LogPosition.parse(text).toString()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"flights", "flights:", "flights:0", "flights:0=x", ":0=1", "a:0=1;"})
    void otherTextIsRefused(String text) {
        assertThatThrownBy(() -> LogPosition.parse(text))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(text);
    }

    @Test
    void lagCountsWhatIsMissingAndNothingElse() {
        LogPosition own = LogPosition.parse("flights:0=120,1=98");
        assertThat(own.lag(LogPosition.parse("flights:0=100,1=100"))).isEqualTo(2);
        assertThat(own.reached(LogPosition.parse("flights:0=120"))).isTrue();
        assertThat(own.reached(LogPosition.parse("flights:2=0"))).isFalse();
        assertThat(own.reached(LogPosition.NONE)).isTrue();
    }

    @Test
    void furthestNeverGoesBack() {
        LogPosition own = LogPosition.parse("flights:0=120,1=98");
        assertThat(own.furthest(LogPosition.of("flights", Map.of(0, 5L, 1, 99L, 2, 1L))))
                .isEqualTo(LogPosition.parse("flights:0=120,1=99,2=1"));
    }
}
