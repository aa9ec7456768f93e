package dev.sameriver.connect;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.OptionalLong;

/**
 * Points in time as ISO 8601 text with a zone: {@code 2001-01-01T00:01Z}, {@code
 * 2001-01-01T00:00:00.123Z}, {@code 2001-01-01T01:00+01:00}. Less than a millisecond is dropped.
 */
public final class IsoTime {

    private IsoTime() {}

    /** Milliseconds since 1970-01-01T00:00Z; empty if the text is not such a point in time. */
    public static OptionalLong parse(String text) {
        long fast = fast(text);
        if (fast != Long.MIN_VALUE) {
            return OptionalLong.of(fast);
        }
        try {
            return OptionalLong.of(OffsetDateTime.parse(text).toInstant().toEpochMilli());
        } catch (DateTimeException e) {
            return OptionalLong.empty();
        }
    }

    /** The usual forms, to the minute or the second in UTC; the rest is for the JDK. */
    private static long fast(String text) {
        int length = text.length();
        boolean seconds = length == 20;
        if ((length != 17 && !seconds)
                || text.charAt(4) != '-'
                || text.charAt(7) != '-'
                || text.charAt(10) != 'T'
                || text.charAt(13) != ':'
                || text.charAt(length - 1) != 'Z'
                || (seconds && text.charAt(16) != ':')) {
            return Long.MIN_VALUE;
        }
        int year = two(text, 0) * 100 + two(text, 2);
        int month = two(text, 5);
        int day = two(text, 8);
        int hour = two(text, 11);
        int minute = two(text, 14);
        int second = seconds ? two(text, 17) : 0;
        boolean plain =
                two(text, 0) >= 0
                        && two(text, 2) >= 0
                        && month >= 1
                        && month <= 12
                        && day >= 1
                        && day <= 28
                        && hour >= 0
                        && hour < 24
                        && minute >= 0
                        && minute < 60
                        && second >= 0
                        && second < 60;
        if (!plain) {
            return Long.MIN_VALUE;
        }
        long days = LocalDate.of(year, month, day).toEpochDay();
        return ((days * 24 + hour) * 60 + minute) * 60_000 + second * 1000L;
    }

    /** Two digits, or a number far below 0. */
    private static int two(String text, int at) {
        int tens = text.charAt(at) - '0';
        int ones = text.charAt(at + 1) - '0';
        return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -100_000 : tens * 10 + ones;
    }
}
