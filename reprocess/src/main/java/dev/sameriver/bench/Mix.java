package dev.sameriver.bench;

/** Spreads numbers evenly over all longs: the same number, the same long. */
public final class Mix {

    private Mix() {}

    /** A bijection of the longs whose every output bit hangs on every input bit. */
    public static long of(long number) {
        long mixed = number + 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
