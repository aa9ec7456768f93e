package dev.sameriver.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CountedEventTest {

    @Test
    void textIsReadBackAsItWas() {
        for (CountedEvent event :
                List.of(
                        new CountedEvent("flights", new Position(0, 2, 17), 978_307_200_000L, 0),
                        new CountedEvent("a.b-c_d", new Position(1, 0, 0), -1, Clock.NONE))) {
            assertThat(CountedEvent.parse(event.toString())).isEqualTo(event);
        }
    }
}
