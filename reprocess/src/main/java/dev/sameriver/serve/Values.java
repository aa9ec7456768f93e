package dev.sameriver.serve;

import dev.sameriver.connect.IsoTime;
import dev.sameriver.view.ColumnType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;

/** Values in requests. */
final class Values {

    private Values() {}

    /** A whole number within bounds. */
    static long number(String name, String text, long least, long most) {
        try {
            long value = Long.parseLong(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw outOfBounds(name, text, least, most);
        }
        throw outOfBounds(name, text, least, most);
    }

    private static Problem outOfBounds(String name, String text, long least, long most) {
        return new Problem(
                Problem.BAD_REQUEST,
                "The parameter "
                        + name
                        + " is a whole number from "
                        + least
                        + " to "
                        + most
                        + ", but is "
                        + text
                        + ": change it.");
    }

    /**
     * A column's value as Postgres reads it.
     *
     * @throws Problem if the text is none
     */
    static String sql(String column, ColumnType type, String text) {
        try {
            return switch (type) {
                case TEXT -> text;
                case LONG -> Long.toString(Long.parseLong(text));
                case DOUBLE -> Double.toString(Double.parseDouble(text));
                case DECIMAL -> new BigDecimal(text).toString();
                case BOOLEAN -> bool(text);
                case TIMESTAMP -> time(text);
            };
        } catch (IllegalArgumentException e) {
            throw new Problem(
                    Problem.BAD_REQUEST,
                    "The column "
                            + column
                            + " is a "
                            + type.name().toLowerCase(Locale.ROOT)
                            + ", but was given "
                            + text
                            + ": write "
                            + example(type)
                            + ".",
                    e);
        }
    }

    private static String bool(String text) {
        if (text.equals("true") || text.equals("false")) {
            return text;
        }
        throw new IllegalArgumentException(text);
    }

    private static String time(String text) {
        OptionalLong millis = IsoTime.parse(text);
        if (millis.isEmpty()) {
            throw new IllegalArgumentException(text);
        }
        return Instant.ofEpochMilli(millis.getAsLong()).toString();
    }

    private static String example(ColumnType type) {
        return switch (type) {
            case TEXT -> "any text";
            case LONG -> "a whole number, as 12";
            case DOUBLE, DECIMAL -> "a number, as 12.5";
            case BOOLEAN -> "true or false";
            case TIMESTAMP -> "a time with its zone, as 2001-01-01T00:00:00Z";
        };
    }
}
