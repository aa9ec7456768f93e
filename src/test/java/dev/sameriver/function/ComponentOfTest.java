package dev.sameriver.function;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ComponentOfTest {

    record Reading(String name, long value, int rank) implements Named {

        long twice() {
            return 2 * value;
        }

        long value(int times) {
            return times * value;
        }
    }

    interface Named {
        String name();
    }

    private static final class Plain {
        long value() {
            return 1;
        }
    }

    @Test
    void accessorOfARecordIsItsComponent() {
        LongGetter<Reading> value = Reading::value;
        Getter<Reading, ?> name = Reading::name;
        Getter<Reading, ?> boxed = Reading::rank;
        DoubleGetter<Reading> widened = Reading::rank;
        assertThat(ComponentOf.getter(value)).isEqualTo("value");
        assertThat(ComponentOf.getter(name)).isEqualTo("name");
        assertThat(ComponentOf.getter(boxed)).isEqualTo("rank");
        assertThat(ComponentOf.getter(widened)).isEqualTo("rank");
    }

    @Test
    void ofAnythingElseItCannotBeTold() {
        int times = 3;
        Reading other = new Reading("b", 2, 1);
        LongGetter<Reading> lambda = reading -> reading.value();
        LongGetter<Reading> captures = reading -> reading.value(times);
        LongGetter<Reading> method = Reading::twice;
        LongGetter<Reading> anothers = reading -> other.value();
        Getter<Reading, String> ofInterface = Named::name;
        LongGetter<Plain> ofClass = Plain::value;
        LongGetter<Reading> object =
                new LongGetter<>() {
                    @Override
                    public long get(Reading reading) {
                        return reading.value();
                    }
                };
        assertThat(ComponentOf.getter(lambda)).isNull();
        assertThat(ComponentOf.getter(captures)).isNull();
        assertThat(ComponentOf.getter(method)).isNull();
        assertThat(ComponentOf.getter(anothers)).isNull();
        assertThat(ComponentOf.getter(ofInterface)).isNull();
        assertThat(ComponentOf.getter(ofClass)).isNull();
        assertThat(ComponentOf.getter(object)).isNull();
    }
}
