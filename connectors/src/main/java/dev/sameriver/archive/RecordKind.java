package dev.sameriver.archive;

/** What a record of a log is. */
public enum RecordKind {
    /** An event that was decoded: it has a time, a value, and moves the clock. */
    EVENT,
    /** A mark that only carries a time and moves the clock; it is not counted. */
    HEARTBEAT,
    /** A record that could not be decoded: bytes and a reason; it does not move the clock. */
    DEAD;

    private static final RecordKind[] KINDS = values();

    /** The number that stands for this kind in a segment. */
    int code() {
        return ordinal();
    }

    static RecordKind of(int code) {
        if (code < 0 || code >= KINDS.length) {
            throw new IllegalArgumentException("a record's kind is 0, 1 or 2, but was " + code);
        }
        return KINDS[code];
    }
}
