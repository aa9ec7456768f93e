package dev.sameriver.upgrade;

/** The kinds of state that an operator keeps. */
enum StateKind {
    /** The key that all keyed state of the operator lies under. */
    KEY("the key"),
    /** State by key. */
    KEYED("keyed state"),
    /** Timers, or another queue by key. */
    TIMERS("timers"),
    /** State of the operator, shared out when it is rescaled. */
    OPERATOR("operator state"),
    /** Operator state that every subtask has whole. */
    BROADCAST("broadcast state");

    private final String words;

    StateKind(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
