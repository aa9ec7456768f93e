package dev.sameriver.connect;

/** Is told how far long work has come, every few thousand rows. */
@FunctionalInterface
public interface Progress {

    /** Listens to nothing. */
    Progress NONE = (rows, done, total) -> {};

    /**
     * How far it has come.
     *
     * @param rows rows gone through
     * @param done bytes gone through
     * @param total bytes to go through in all; 0 if unknown
     */
    void at(long rows, long done, long total);
}
