package dev.sameriver.view;

import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Chooses the keys that a run is over. Events of other keys are as if they were not there: neither
 * counted nor late.
 *
 * <p>A key is named by its text, see {@link #text}. So the choice depends on the key alone, and is
 * the same for every version of a view.
 */
@FunctionalInterface
public interface KeyFilter extends Serializable {

    /** Whether a key is among the chosen ones. */
    boolean takes(String key);

    /**
     * The text of a key: its columns as in {@link RowCsv#text}, joined by U+0000.
     *
     * @param columns the text of each of the key's columns, in order
     */
    static String text(List<String> columns) {
        return columns.size() == 1 ? columns.get(0) : String.join("\0", columns);
    }

    /** These keys and no others. */
    static KeyFilter only(Collection<String> keys) {
        return new Only(Set.copyOf(keys));
    }

    /**
     * A part of all keys, the same in every run; a greater part has the keys of a smaller one.
     *
     * @param share above 0, up to 1 for all keys
     */
    static KeyFilter share(double share) {
        return new Share(0, share);
    }

    /**
     * Another part of all keys than {@link #share}: with shares of 0.25, those from 0, 0.25, 0.5
     * and 0.75 on have every key once.
     *
     * @param start where the part starts, from 0 to less than 1; behind 1 it goes on at 0
     * @param share above 0, up to 1 for all keys
     */
    static KeyFilter slice(double start, double share) {
        return new Share(start, share);
    }

    /** See {@link KeyFilter#only}. */
    record Only(Set<String> keys) implements KeyFilter {

        @Override
        public boolean takes(String key) {
            return keys.contains(key);
        }
    }

    /** See {@link KeyFilter#slice}. */
    record Share(double start, double share) implements KeyFilter {

        @Override
        public boolean takes(String key) {
            double place = (hash(key) >>> 11) * 0x1p-53 - start;
            return (place < 0 ? place + 1 : place) < share;
        }

        /** FNV-1a over the characters, then the finalizer of SplitMix64. */
        private static long hash(String key) {
            long hash = 0xCBF29CE484222325L;
            for (int i = 0; i < key.length(); i++) {
                hash = (hash ^ key.charAt(i)) * 0x100000001B3L;
            }
            hash = (hash ^ (hash >>> 30)) * 0xBF58476D1CE4E5B9L;
            hash = (hash ^ (hash >>> 27)) * 0x94D049BB133111EBL;
            return hash ^ (hash >>> 31);
        }
    }
}
