package dev.sameriver.run;

/** A job failed; the message is its first cause. */
public final class JobFailure extends Exception {

    JobFailure(Throwable first, Throwable failure) {
        super(message(first), failure);
    }

    private static String message(Throwable first) {
        String message = first.getMessage();
        return message == null ? first.getClass().getName() : message;
    }
}
