package dev.sameriver.view;

/**
 * A mistake of the user that is refused before anything starts.
 *
 * <p>Its message is one sentence that names the rule, the setting, the value and the remedy; the
 * command line prints it without a stack trace and exits with 2, or with 1 where a server is away.
 */
public class UserError extends RuntimeException {

    public UserError(String sentence) {
        super(sentence);
    }

    public UserError(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
