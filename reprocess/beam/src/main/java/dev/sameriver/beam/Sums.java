package dev.sameriver.beam;

/**
 * What a derivation gave.
 *
 * @param rows how many final rows
 * @param late events that no window counts
 * @param dead records that are no events, and events that the view's code refused
 * @param sha256 of the rows, sorted, as a replay's {@code --digest} has it
 */
record Sums(long rows, long late, long dead, String sha256) {

    /** The line that a replay prints of the same rows. */
    String line() {
        return "final rows=" + rows + " late=" + late + " dead=" + dead + " sha256=" + sha256;
    }
}
