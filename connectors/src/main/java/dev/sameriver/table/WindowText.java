package dev.sameriver.table;

import dev.sameriver.view.UserError;
import dev.sameriver.window.WindowSpec;
import dev.sameriver.window.Windows;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.util.TimeUtils;

/** Windows as text: {@code tumbling 1 h}, {@code hopping 1 h by 15 min}, {@code session PT30M}. */
final class WindowText {

    private static final Pattern ALONE = Pattern.compile("(tumbling|session) (.+)");
    private static final Pattern BY = Pattern.compile("(hopping|cumulative) (.+) by (.+)");

    private static final Pattern BARE = Pattern.compile("[0-9 ]+");

    private WindowText() {}

    /**
     * @throws UserError if the text names no windows
     */
    static WindowSpec read(String text) {
        String plain = text.strip().toLowerCase(Locale.ROOT);
        Matcher alone = ALONE.matcher(plain);
        if (alone.matches()) {
            Duration length = duration(alone.group(2), text);
            return alone.group(1).equals("session")
                    ? Windows.session(length)
                    : Windows.tumbling(length);
        }
        Matcher by = BY.matcher(plain);
        if (by.matches()) {
            Duration length = duration(by.group(2), text);
            Duration step = duration(by.group(3), text);
            return by.group(1).equals("hopping")
                    ? Windows.hopping(length, step)
                    : Windows.cumulative(length, step);
        }
        throw unknown(text);
    }

    /** With a unit: Flink takes a bare number for milliseconds. */
    private static Duration duration(String duration, String text) {
        if (BARE.matcher(duration).matches()) {
            throw unknown(text);
        }
        try {
            return duration.startsWith("p")
                    ? Duration.parse(duration)
                    : TimeUtils.parseDuration(duration);
        } catch (DateTimeParseException | IllegalArgumentException | ArithmeticException e) {
            throw unknown(text);
        }
    }

    private static UserError unknown(String text) {
        return new UserError(
                "Windows are as in 'tumbling 1 h', 'hopping 1 h by 15 min', 'cumulative 1 d by 1 h'"
                        + " or 'session 30 min', but windows is '"
                        + text
                        + "': write them so.");
    }
}
