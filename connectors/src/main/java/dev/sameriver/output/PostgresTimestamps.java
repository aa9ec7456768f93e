package dev.sameriver.output;

import dev.sameriver.view.IsoTime;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Timestamps as the text of a Postgres array, {@code {"2001-01-01T00:00:00Z",NULL}}.
 *
 * <p>The driver would escape each of them, character by character, and the bounds of a window
 * repeat row after row: so what the one before was formatted to is used again.
 */
final class PostgresTimestamps {

    /** As in 0001-03-01T00:00:00.000Z BC: Postgres has no year 0, and no sign before a year. */
    private static final DateTimeFormatter FORMAT =
            new DateTimeFormatterBuilder()
                    .appendValue(ChronoField.YEAR_OF_ERA, 4, 9, SignStyle.NOT_NEGATIVE)
                    .appendPattern("-MM-dd'T'HH:mm:ss.SSS'Z' G")
                    .toFormatter(Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private static final long YEAR_1 = -62_135_596_800_000L;
    private static final long YEAR_10000 = 253_402_300_800_000L;

    private final StringBuilder text = new StringBuilder("{");
    private long last;
    private String formatted = "";

    /**
     * @param millis since 1970-01-01T00:00Z, or null
     */
    void add(@Nullable Object millis) {
        if (text.length() > 1) {
            text.append(',');
        }
        if (millis == null) {
            text.append("NULL");
            return;
        }
        long value = (Long) millis;
        if (formatted.isEmpty() || value != last) {
            last = value;
            formatted = '"' + text(value) + '"';
        }
        text.append(formatted);
    }

    private static String text(long millis) {
        return millis >= YEAR_1 && millis < YEAR_10000
                ? IsoTime.of(millis)
                : FORMAT.format(Instant.ofEpochMilli(millis));
    }

    /** The array of all that were added. */
    @Override
    public String toString() {
        return text + "}";
    }
}
