package dev.sameriver.upgrade;

/** A job that was started does not do what it should; the message says what. */
final class WatchFailure extends Exception {

    WatchFailure(String message) {
        super(message);
    }
}
