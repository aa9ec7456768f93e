package dev.sameriver.run;

/** A job that was to go on has ended, or gets no further; the message says how to go on. */
public final class JobEnded extends Exception {

    public JobEnded(String sentence) {
        super(sentence);
    }
}
