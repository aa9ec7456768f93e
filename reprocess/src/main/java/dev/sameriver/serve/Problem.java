package dev.sameriver.serve;

import org.jspecify.annotations.Nullable;

/** A request that is not answered; the message is one sentence for whoever made it. */
final class Problem extends RuntimeException {

    static final int BAD_REQUEST = 400;
    static final int NOT_FOUND = 404;
    static final int GONE = 410;
    static final int UNAVAILABLE = 503;
    static final int LATE = 504;

    private final int status;

    Problem(int status, String sentence) {
        super(sentence);
        this.status = status;
    }

    Problem(int status, String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
        this.status = status;
    }

    int status() {
        return status;
    }
}
