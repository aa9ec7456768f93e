package dev.sameriver.ordered;

import dev.sameriver.operator.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How readings name one another: {@link Reading#number()} is a reading's id, and {@link
 * Reading#share()} has up to two ids of others, as {@code first + 10,000 * second}. An id that is
 * greater by 5,000 names the reading by its place, which the id tells: that of log 2, partition 1,
 * offset 17 is 2118.
 *
 * @param bound in milliseconds
 * @param memory in milliseconds; 0 for ever
 * @param positions whether readings may be named by their places
 */
record Naming(long bound, long memory, boolean positions) {

    private static final int RADIX = 10_000;
    private static final long PLACE = 5_000;

    /** The id of the reading at a place. */
    static long id(int log, int partition, int offset) {
        return 1L + log * 1_000 + partition * 100 + offset;
    }

    /** What names the reading of this id by its place. */
    static long placeOf(long id) {
        return PLACE + id;
    }

    /** A reading that names others. */
    static Reading naming(Reading reading, long first, long second) {
        return new Reading(
                reading.key(), reading.amount(), reading.number(), first + RADIX * second);
    }

    /** The ids of those that a reading names, by whichever name. */
    static List<Long> named(Reading reading) {
        return numbers(reading).stream().map(number -> number % PLACE).toList();
    }

    private static List<Long> numbers(Reading reading) {
        List<Long> numbers = new ArrayList<>();
        for (long rest = (long) reading.share(); rest > 0; rest /= RADIX) {
            numbers.add(rest % RADIX);
        }
        return numbers;
    }

    private static String name(long number) {
        if (number < PLACE) {
            return String.valueOf(number);
        }
        long place = number - PLACE - 1;
        String log = OrderCase.NAMES.get((int) (place / 1_000));
        return log + ":" + place / 100 % 10 + "=" + place % 100;
    }

    Causes<Reading> causes() {
        Causes<Reading> causes =
                Causes.within(
                        Duration.ofMillis(bound),
                        reading -> String.valueOf(reading.number()),
                        reading -> numbers(reading).stream().map(Naming::name).toList());
        causes = positions ? causes.orPosition() : causes;
        return memory == 0 ? causes : causes.remembered(Duration.ofMillis(memory));
    }
}
