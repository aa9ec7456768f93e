package dev.sameriver.view;

import java.time.LocalDate;

/**
 * Times as text, such as {@code 2001-01-01T13:00:00Z}, character for character what {@link
 * java.time.Instant#toString} gives. A row has two or three of them, and its formatter would cost
 * more than all other columns.
 */
public final class IsoTime {

    private static final int DAY = 86_400_000;

    private IsoTime() {}

    /**
     * @param millis since 1970-01-01T00:00Z, of any size: 978354000000 is {@code
     *     2001-01-01T13:00:00Z}, 1 is {@code 1970-01-01T00:00:00.001Z}
     */
    public static String of(long millis) {
        StringBuilder text = new StringBuilder(24);
        append(text, millis);
        return text.toString();
    }

    /** Appends what {@link #of} gives. */
    static void append(StringBuilder text, long millis) {
        text.append(LocalDate.ofEpochDay(Math.floorDiv(millis, (long) DAY)));
        int ofDay = Math.floorMod(millis, DAY);
        int second = ofDay / 1_000;
        digits(text.append('T'), second / 3_600);
        digits(text.append(':'), second / 60 % 60);
        digits(text.append(':'), second % 60);
        int fraction = ofDay % 1_000;
        if (fraction > 0) {
            text.append('.').append(fraction / 100);
            digits(text, fraction % 100);
        }
        text.append('Z');
    }

    private static void digits(StringBuilder text, int number) {
        text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }
}
