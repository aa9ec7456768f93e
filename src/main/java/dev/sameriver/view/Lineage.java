package dev.sameriver.view;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What values in order are made of.
 *
 * @param logs the names of the logs
 * @param numbers those of the openings of these logs, of which there are two if one was read twice
 * @param bits how many bits the values' numbers take where they are not 0: from windows that
 *     overlap on, or the first machine that is given one log by several inputs, or has a timer. 0
 *     if the first value that is made of an event has the number 0
 */
record Lineage(Set<String> logs, SortedSet<Integer> numbers, int bits) {

    private static final int BITS_A_MACHINE = 16;
    private static final int MOST_BITS = 63;

    /**
     * Events of a log.
     *
     * @param number of its opening, in the view
     */
    static Lineage of(String log, int number) {
        return new Lineage(Set.of(log), new TreeSet<>(Set.of(number)), 0);
    }

    /**
     * Windows of the events of a log, each at the place of its last event.
     *
     * @param several whether that can be the last event of several windows
     */
    static Lineage ofWindows(String log, int number, boolean several) {
        return new Lineage(
                Set.of(log), new TreeSet<>(Set.of(number)), several ? BITS_A_MACHINE : 0);
    }

    /** Whether one event can come by two of these inputs, itself or as what was made of it. */
    static boolean meet(List<Lineage> inputs) {
        return all(inputs).size() < inputs.stream().mapToInt(input -> input.logs().size()).sum();
    }

    /**
     * What a machine makes of these inputs.
     *
     * @param timed whether it has a timer, and so may number what it gives from the end
     * @throws UserError if their numbers have no room for that
     */
    static Lineage behind(List<Lineage> inputs, boolean timed) {
        int most = inputs.stream().mapToInt(Lineage::bits).max().orElseThrow();
        int lanes = meet(inputs) ? Integer.SIZE - Integer.numberOfLeadingZeros(inputs.size()) : 0;
        int taken = most + lanes;
        SortedSet<Integer> numbers = new TreeSet<>();
        inputs.forEach(input -> numbers.addAll(input.numbers()));
        int bits = taken > 0 || timed ? taken + BITS_A_MACHINE : 0;
        Lineage behind = new Lineage(all(inputs), numbers, bits);
        if (behind.bits() > MOST_BITS) {
            throw new UserError(
                    "At most "
                            + MOST_BITS / BITS_A_MACHINE
                            + " machines can stand behind one another from the first on that is"
                            + " given one log by two inputs, or joins within an interval or in"
                            + " windows, and windows that overlap take the place of one, as numbers"
                            + " of results have "
                            + MOST_BITS
                            + " bits, but those of this view need "
                            + behind.bits()
                            + ": let one machine do what two of them do.");
        }
        return behind;
    }

    private static Set<String> all(List<Lineage> inputs) {
        Set<String> all = new HashSet<>();
        inputs.forEach(input -> all.addAll(input.logs()));
        return all;
    }
}
