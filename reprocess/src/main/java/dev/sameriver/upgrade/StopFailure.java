package dev.sameriver.upgrade;

/** A job did not stop with a savepoint, and runs on; the message says why. */
final class StopFailure extends Exception {

    StopFailure(String message) {
        super(message);
    }
}
