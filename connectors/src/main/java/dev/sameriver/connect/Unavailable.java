package dev.sameriver.connect;

import dev.sameriver.view.UserError;

/**
 * A server that a command needs is away, or fails: no mistake of the user's, so the command line
 * exits with 1.
 *
 * <p>Its message is one sentence as that of any {@link UserError}: who asked could have given
 * another address.
 */
public final class Unavailable extends UserError {

    public Unavailable(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
