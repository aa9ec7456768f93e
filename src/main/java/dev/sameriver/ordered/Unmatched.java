package dev.sameriver.ordered;

/** What becomes of an event that a join finds nothing for. */
public enum Unmatched {
    /** It is given alone. */
    KEEP,
    /** It is counted, and not given. */
    DROP,
    /** It goes to the dead letters. */
    REFUSE
}
