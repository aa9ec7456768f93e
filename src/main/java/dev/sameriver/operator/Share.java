package dev.sameriver.operator;

import java.io.Serializable;

/** Which of the operators of a job that count events one is; see {@link Tallies}. */
public final class Share implements Serializable {

    private final int index;
    private final All all;

    private Share(int index, All all) {
        this.index = index;
        this.all = all;
    }

    /** The share of an operator that counts alone. */
    public static Share whole() {
        return new All().next();
    }

    /**
     * What one of an operator's subtasks has of a whole; all subtasks of all shares have it all.
     */
    long of(long whole, long subtask, long subtasks) {
        long before = index * subtasks + subtask;
        long pieces = all.operators * subtasks;
        return whole * (before + 1) / pieces - whole * before / pieces;
    }

    /**
     * All operators of a job that count events. How many there are shows when the job is submitted:
     * shares that were given by then know of those that came after them.
     */
    public static final class All implements Serializable {

        private int operators;

        /** The share of one operator more. */
        public Share next() {
            return new Share(operators++, this);
        }
    }
}
