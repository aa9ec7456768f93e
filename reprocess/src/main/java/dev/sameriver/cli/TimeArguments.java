package dev.sameriver.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine.TypeConversionException;

/** Reads the times and durations of a command's options, and says how they are written. */
final class TimeArguments {

    private TimeArguments() {}

    /** A time like {@code 2001-02-01T00:00:00Z}, in whole milliseconds as all event times. */
    static Instant instant(String text) {
        try {
            Instant time = Instant.parse(text);
            if (time.getNano() % 1_000_000 != 0) {
                throw new TypeConversionException(
                        "'" + text + "' has a part of a millisecond: give whole milliseconds");
            }
            return time;
        } catch (DateTimeException e) {
            throw new TypeConversionException(
                    "'" + text + "' is no time: give one as 2001-02-01T00:00:00Z");
        }
    }

    /** A duration like {@code PT10S}. */
    static Duration duration(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeException e) {
            throw new TypeConversionException(
                    "'" + text + "' is no duration: give one as PT10S or PT2H");
        }
    }
}
