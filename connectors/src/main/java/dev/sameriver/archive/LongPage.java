package dev.sameriver.archive;

/** Whole numbers of one page, all rows of which have a value, decoded straight into arrays. */
interface LongPage {

    /** Decodes the next values into {@code into}, from one index to before another. */
    void read(long[] into, int from, int until);
}
