package dev.sameriver.upgrade;

import org.apache.flink.util.ExceptionUtils;

/** A view's job does not start, not even over logs without events. */
final class ShapeFailure extends Exception {

    private static final String GENERIC = "Generic types have been disabled";

    ShapeFailure(String message) {
        super(message);
    }

    /** A failure whose message is that of its first cause. */
    static ShapeFailure of(Throwable failure) {
        Throwable first = ExceptionUtils.stripExecutionException(failure);
        while (first.getCause() != null) {
            first = first.getCause();
        }
        String message = first.getMessage();
        return new ShapeFailure(message == null ? first.getClass().getName() : message);
    }

    /** Whether the job has records or state of a type that only Kryo could write. */
    boolean isOfAGenericType() {
        return String.valueOf(getMessage()).contains(GENERIC);
    }
}
