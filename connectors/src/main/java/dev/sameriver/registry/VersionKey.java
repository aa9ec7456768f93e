package dev.sameriver.registry;

import dev.sameriver.view.UserError;
import java.io.Serializable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of a view; written {@code airport-delays@2}.
 *
 * @param version 1 or greater
 */
public record VersionKey(String view, int version) implements Serializable {

    private static final Pattern TEXT = Pattern.compile("([a-z][a-z0-9-]*)@([1-9][0-9]{0,8})");

    /**
     * Reads {@code airport-delays@2}.
     *
     * @throws UserError if it is nothing like it
     */
    public static VersionKey parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new UserError(
                    "A version is named view@number, but was given as "
                            + text
                            + ": write it like airport-delays@2.");
        }
        return new VersionKey(matcher.group(1), Integer.parseInt(matcher.group(2)));
    }

    @Override
    public String toString() {
        return view + "@" + version;
    }
}
