package dev.sameriver.bench;

/** The inner steps of a job, in the order in which an event meets them. */
public enum Step {
    /** From a segment's file to blocks of columns with the clock on them. */
    DECODE("decode", "event"),

    /** The clock of a partition alone. */
    CLOCK("clock", "event"),

    /** From an event's time to its slice. */
    SLICE("slice", "event"),

    /** Finding the first window that counts an event which some missed. */
    JUDGE("judge", "late event"),

    /** Adding events to totals that are there already. */
    COMBINE("combine", "event"),

    /** The same of few keys, in slices of a minute and of a second. */
    COMBINE_FEW_KEYS("combineFewKeys", "event"),

    /**
     * Adding events to new totals and handing these on: of forty events, one record with four
     * totals.
     */
    HAND_ON("combineAndHandOn", "event"),

    /** Adding events whose keys are texts to totals that are there already. */
    COMBINE_TEXTS("combineTexts", "event"),

    /** Adding events to new sessions and handing these on. */
    COMBINE_SESSIONS("combineSessions", "event"),

    /** Telling that no window counts an event, and giving it beside. */
    COMBINE_LATE("combineLate", "late event"),

    /** Reading a total and merging it into that of its key and slice. */
    MERGE("merge", "slice of a key"),

    /** The same for events that some windows missed, by slice and first window that counts. */
    MERGE_PARTS("mergeParts", "slice of a key"),

    /** Taking in a key's next slice and firing the window that ends with it. */
    FIRE("fire", "window of a key"),

    /** Judging a block's events and putting those of a key together, for a derivation in order. */
    JUDGE_IN_ORDER("judgeInOrder", "event"),

    /** Making bytes of such groups, and events of these again. */
    TRAVEL("travel", "event"),

    /** Letting events wait, and handing them to their machine when their turn has come. */
    APPLY("applyInOrder", "event");

    private final String label;
    private final String unit;

    Step(String label, String unit) {
        this.label = label;
        this.unit = unit;
    }

    /** What the step is called, as is the method that does it. */
    public String label() {
        return label;
    }

    /** What it is done to, one by one. */
    public String unit() {
        return unit;
    }
}
