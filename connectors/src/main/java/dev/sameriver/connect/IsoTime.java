package dev.sameriver.connect;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
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

    /**
     * The usual forms, to the minute, the second or its thousandth in UTC; the JDK has the rest.
     */
    private static long fast(String text) {
        int length = text.length();
        boolean millis = length == 24;
        boolean seconds = length == 20 || millis;
        if ((length != 17 && !seconds)
                || text.charAt(4) != '-'
                || text.charAt(7) != '-'
                || text.charAt(10) != 'T'
                || text.charAt(13) != ':'
                || text.charAt(length - 1) != 'Z'
                || (seconds && text.charAt(16) != ':')
                || (millis && text.charAt(19) != '.')) {
            return Long.MIN_VALUE;
        }
        int century = two(text, 0);
        int year = two(text, 2);
        int month = two(text, 5);
        int day = two(text, 8);
        int hour = two(text, 11);
        int minute = two(text, 14);
        int second = seconds ? two(text, 17) : 0;
        int hundredths = millis ? two(text, 20) : 0;
        int thousandth = millis ? text.charAt(22) - '0' : 0;
        boolean plain =
                century >= 0
                        && year >= 0
                        && month >= 1
                        && month <= 12
                        && day >= 1
                        && hour >= 0
                        && hour < 24
                        && minute >= 0
                        && minute < 60
                        && second >= 0
                        && second < 60
                        && hundredths >= 0
                        && thousandth >= 0
                        && thousandth <= 9;
        if (!plain || day > YearMonth.of(century * 100 + year, month).lengthOfMonth()) {
            return Long.MIN_VALUE;
        }
        long days = LocalDate.of(century * 100 + year, month, day).toEpochDay();
        long minutes = (days * 24 + hour) * 60 + minute;
        return minutes * 60_000 + second * 1000L + hundredths * 10L + thousandth;
    }

    /** Two digits, or a number far below 0. */
    private static int two(String text, int at) {
        int tens = text.charAt(at) - '0';
        int ones = text.charAt(at + 1) - '0';
        return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -100_000 : tens * 10 + ones;
    }
}
