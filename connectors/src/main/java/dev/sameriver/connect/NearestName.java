package dev.sameriver.connect;

import java.util.Collection;
import java.util.Comparator;

/** Finds the name that was meant: {@code kafka} for {@code kafak}. */
final class NearestName {

    private NearestName() {}

    /**
     * The name that takes the fewest letters to change, add or leave out; the first of those.
     *
     * @param names at least one
     */
    static String of(String typed, Collection<String> names) {
        return names.stream()
                .min(Comparator.comparingInt(name -> distance(typed, name)))
                .orElseThrow();
    }

    /** How many letters must be changed, added or left out: 2 from {@code kafak} to kafka. */
    static int distance(String from, String to) {
        int[] above = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            above[column] = column;
        }
        for (int row = 1; row <= from.length(); row++) {
            int[] here = new int[to.length() + 1];
            here[0] = row;
            for (int column = 1; column <= to.length(); column++) {
                int changed = from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1;
                here[column] =
                        Math.min(
                                above[column - 1] + changed,
                                1 + Math.min(above[column], here[column - 1]));
            }
            above = here;
        }
        return above[to.length()];
    }
}
