package dev.sameriver.ordered;

/** Which events a join gives that meet none of the other side. */
public enum JoinKind {
    /** None. */
    INNER,
    /** Those of the left side. */
    LEFT,
    /** Those of both sides. */
    OUTER;

    /** The input of a join's machine that holds its left side; the right side has the next one. */
    static final int LEFT_INPUT = 0;

    boolean keeps(OrderedEvent<?> alone) {
        return switch (this) {
            case INNER -> false;
            case LEFT -> alone.input() == LEFT_INPUT;
            case OUTER -> true;
        };
    }
}
