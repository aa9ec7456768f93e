package dev.sameriver.ordered;

import dev.sameriver.operator.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How readings name one another: {@link Reading#number()} is a reading's id, and {@link
 * Reading#share()} has up to two ids of others, as {@code first + 10,000 * second}.
 *
 * @param bound in milliseconds
 * @param memory in milliseconds; 0 for ever
 */
record Naming(long bound, long memory) {

    private static final int RADIX = 10_000;

    /** A reading that names others. */
    static Reading naming(Reading reading, long first, long second) {
        return new Reading(
                reading.key(), reading.amount(), reading.number(), first + RADIX * second);
    }

    static List<Long> named(Reading reading) {
        List<Long> named = new ArrayList<>();
        for (long rest = (long) reading.share(); rest > 0; rest /= RADIX) {
            named.add(rest % RADIX);
        }
        return named;
    }

    Causes<Reading> causes() {
        Causes<Reading> causes =
                Causes.within(
                        Duration.ofMillis(bound),
                        reading -> String.valueOf(reading.number()),
                        reading -> named(reading).stream().map(String::valueOf).toList());
        return memory == 0 ? causes : causes.remembered(Duration.ofMillis(memory));
    }
}
