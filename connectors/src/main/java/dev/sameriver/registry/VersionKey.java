package dev.sameriver.registry;

import dev.sameriver.view.UserError;
import java.io.Serializable;

/** A version of a view, written {@code airport-delays@2}. */
public record VersionKey(String view, int version) implements Serializable {

    /**
     * Reads the written form.
     *
     * @throws UserError if the text is not of this form
     */
    public static VersionKey parse(String text) {
        int at = text.lastIndexOf('@');
        try {
            if (at > 0) {
                return new VersionKey(
                        text.substring(0, at), Integer.parseInt(text.substring(at + 1)));
            }
        } catch (NumberFormatException e) {
            throw malformed(text);
        }
        throw malformed(text);
    }

    private static UserError malformed(String text) {
        return new UserError(
                "A version is written VIEW@N, but was "
                        + text
                        + ": write it as in airport-delays@2.");
    }

    @Override
    public String toString() {
        return view + "@" + version;
    }
}
