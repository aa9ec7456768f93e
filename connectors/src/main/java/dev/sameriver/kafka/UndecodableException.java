package dev.sameriver.kafka;

/** Bytes are not an event of the log; the message is the reason that the dead record carries. */
public final class UndecodableException extends Exception {

    public UndecodableException(String reason) {
        super(reason);
    }
}
