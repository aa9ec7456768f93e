package dev.sameriver.serve;

import dev.sameriver.registry.LogPosition;
import dev.sameriver.view.UserError;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Who reads, and how far the version must have come.
 *
 * @param reader names the reader, who always sees the same version under the same shares; null for
 *     one that sees what most do
 * @param position what the version must have reached before it is read; may be empty
 * @param patience how long to wait for that
 */
record ReaderOptions(@Nullable String reader, LogPosition position, Duration patience) {

    static final String READER = "reader";
    static final String POSITION = "position";
    static final String WAIT = "wait";

    /** The parameters; each may also be a header, {@code Sameriver-Reader} and so on. */
    static final List<String> NAMES = List.of(READER, POSITION, WAIT);

    private static final long DEFAULT_WAIT_MILLIS = 10_000;
    private static final long MOST_WAIT_MILLIS = 60_000;

    /**
     * Reads them.
     *
     * @param values gives a parameter's value, or null without one
     */
    static ReaderOptions of(UnaryOperator<@Nullable String> values) {
        String position = values.apply(POSITION);
        return new ReaderOptions(
                values.apply(READER),
                position == null ? LogPosition.EMPTY : position(position),
                Duration.ofMillis(waitMillis(values.apply(WAIT))));
    }

    private static LogPosition position(String text) {
        try {
            return LogPosition.parse(text);
        } catch (UserError e) {
            throw new Problem(Problem.BAD_REQUEST, String.valueOf(e.getMessage()), e);
        }
    }

    private static long waitMillis(@Nullable String text) {
        if (text == null) {
            return DEFAULT_WAIT_MILLIS;
        }
        return Values.number(WAIT, text, 0, MOST_WAIT_MILLIS);
    }

    /** The header that stands for a parameter, as in {@code Sameriver-Reader} for reader. */
    static String header(String parameter) {
        return "Sameriver-" + Character.toUpperCase(parameter.charAt(0)) + parameter.substring(1);
    }
}
