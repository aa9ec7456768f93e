package dev.sameriver.run;

/** A job did not stop with a savepoint, and runs on; the message says why. */
public final class StopFailure extends Exception {

    StopFailure(String message) {
        super(message);
    }
}
