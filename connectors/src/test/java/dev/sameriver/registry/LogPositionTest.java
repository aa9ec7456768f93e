package dev.sameriver.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sameriver.view.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogPositionTest {

    private final LogPosition position = LogPosition.parse("flights:0=120,1=98;weather:0=-1");

    @Test
    void writtenFormIsSortedAndReadBack() {
        assertThat(LogPosition.parse("weather:0=-1;flights:1=98,0=120")).isEqualTo(position);
        assertThat(position.format()).isEqualTo("flights:0=120,1=98;weather:0=-1");
        assertThat(LogPosition.parse("")).isEqualTo(LogPosition.EMPTY);
        assertThat(LogPosition.EMPTY.format()).isEmpty();
    }

    @Test
    void storedFormIsReadBack() {
        assertThat(PositionJson.write(position))
                .isEqualTo("{\"flights\":{\"0\":120,\"1\":98},\"weather\":{\"0\":-1}}");
        assertThat(PositionJson.read(PositionJson.write(position))).isEqualTo(position);
        assertThat(PositionJson.read(null)).isEqualTo(LogPosition.EMPTY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "flights",
                "flights:",
                ":0=1",
                "flights:0",
                "flights:0=1=2",
                "flights:0=a",
                "flights:-1=1",
                "flights:0=-2",
                "flights:0=1,0=2",
                "flights:0=1;flights:1=1",
                "flights:0=1;"
            })
    void otherTextIsRefused(String text) {
        assertThatThrownBy(() -> LogPosition.parse(text))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(text);
    }

    @Test
    void placeIsReachedWhenEachPartitionNamedIs() {
        assertThat(position.reached(LogPosition.parse("flights:0=120"))).isTrue();
        assertThat(position.reached(LogPosition.EMPTY)).isTrue();
        assertThat(position.reached(LogPosition.parse("weather:7=-1"))).isTrue();
        assertThat(position.reached(LogPosition.parse("flights:0=120,1=99"))).isFalse();
        assertThat(LogPosition.EMPTY.reached(LogPosition.parse("flights:0=0"))).isFalse();
        assertThat(position.missing(LogPosition.parse("flights:0=121,1=98;ships:0=3")).format())
                .isEqualTo("flights:0=121;ships:0=3");
    }

    @Test
    void lagIsTheSumOfWhatPartitionsAreBehind() {
        assertThat(position.lag(LogPosition.parse("flights:0=100,1=108"))).isEqualTo(10);
        assertThat(position.lag(LogPosition.parse("weather:0=5"))).isEqualTo(6);
        assertThat(position.lag(LogPosition.EMPTY)).isZero();
        assertThat(LogPosition.EMPTY.lag(LogPosition.parse("flights:0=9,1=9"))).isEqualTo(20);
    }

    @Test
    void furthestHasTheGreaterOffsetOfEachPartition() {
        assertThat(position.furthest(LogPosition.parse("flights:0=90,1=99;ships:2=1")).format())
                .isEqualTo("flights:0=120,1=99;ships:2=1;weather:0=-1");
    }
}
