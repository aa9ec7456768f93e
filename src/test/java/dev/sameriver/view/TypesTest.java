package dev.sameriver.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sameriver.function.Getter;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TypesTest {

    record Flight(String origin, int delay, Double load, boolean cancelled, Instant left, UUID id) {
        BigDecimal fare() {
            return BigDecimal.ONE;
        }

        short gate() {
            return 7;
        }
    }

    @Test
    void typeIsReadFromMethodReferencesAndLambdas() {
        assertThat(inferred(Flight::origin)).isEqualTo(ColumnType.TEXT);
        assertThat(inferred(Flight::delay)).isEqualTo(ColumnType.LONG);
        assertThat(inferred(Flight::gate)).isEqualTo(ColumnType.LONG);
        assertThat(inferred(Flight::load)).isEqualTo(ColumnType.DOUBLE);
        assertThat(inferred(Flight::cancelled)).isEqualTo(ColumnType.BOOLEAN);
        assertThat(inferred(Flight::left)).isEqualTo(ColumnType.TIMESTAMP);
        assertThat(inferred(Flight::fare)).isEqualTo(ColumnType.DECIMAL);
        assertThat(inferred(flight -> flight.origin().trim())).isEqualTo(ColumnType.TEXT);
        assertThat(inferred(flight -> flight.delay() * 2L)).isEqualTo(ColumnType.LONG);
        assertThat(inferred(flight -> flight.delay() * 2f)).isEqualTo(ColumnType.DOUBLE);
    }

    @Test
    void typeOfReferencePassedAsWildcardIsTheMethodsOwn() {
        Getter<Flight, ?> getter = Flight::delay;
        assertThat(Types.of(getter, "delay")).isEqualTo(ColumnType.LONG);
    }

    @Test
    void typeIsReadFromOrdinaryClasses() {
        Getter<Flight, Instant> getter =
                new Getter<>() {
                    @Override
                    public Instant get(Flight flight) {
                        return flight.left();
                    }
                };
        assertThat(Types.of(getter, "left")).isEqualTo(ColumnType.TIMESTAMP);
    }

    @Test
    void typeThatNoColumnHoldsIsRefusedWithTheRemedy() {
        Getter<Flight, UUID> getter = Flight::id;
        assertThatThrownBy(() -> Types.of(getter, "flight_id"))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "A column holds a String, Long, Integer, Short, Double, Float, BigDecimal,"
                                + " Boolean or Instant, but the getter of column flight_id returns"
                                + " java.util.UUID: convert it in the getter, for example to a"
                                + " String.");
    }

    @Test
    void equalValuesAreHeldEqually() {
        assertThat(Types.hold(ColumnType.LONG, 7)).isEqualTo(7L);
        assertThat(Types.hold(ColumnType.LONG, (short) 7)).isEqualTo(7L);
        assertThat(Types.hold(ColumnType.DOUBLE, 0.5f)).isEqualTo(0.5);
        assertThat(Types.hold(ColumnType.DOUBLE, -0.0)).isEqualTo(0.0);
        assertThat(Types.hold(ColumnType.DECIMAL, new BigDecimal("1.500")))
                .isEqualTo(new BigDecimal("1.5"));
        assertThat(Types.hold(ColumnType.TIMESTAMP, Instant.ofEpochSecond(-1, 999_999)))
                .isEqualTo(-1000L);
        assertThat(Types.hold(ColumnType.TIMESTAMP, 12L)).isEqualTo(12L);
        assertThat(Types.hold(ColumnType.TEXT, null)).isNull();
    }

    @Test
    void valueOfAnotherTypeIsRefused() {
        assertThatThrownBy(() -> Types.hold(ColumnType.LONG, 1.5))
                .isInstanceOf(ClassCastException.class);
        assertThatThrownBy(() -> Types.hold(ColumnType.DOUBLE, "1.5"))
                .isInstanceOf(ClassCastException.class);
    }

    private static <R> ColumnType inferred(Getter<Flight, R> getter) {
        return Types.of(getter, "column");
    }
}
