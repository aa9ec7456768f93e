package dev.sameriver.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IsoTimeTest {

    @Test
    void everyDayIsWhatTheJdkTakesItFor() {
        for (String year : new String[] {"0000", "1900", "1969", "2000", "2023", "2024", "9999"}) {
            for (int month = 0; month <= 13; month++) {
                for (int day = 0; day <= 32; day++) {
                    String date = "%s-%02d-%02d".formatted(year, month, day);
                    requireAsJdk(date + "T00:00Z");
                    requireAsJdk(date + "T23:59:59Z");
                    requireAsJdk(date + "T07:08:09.012Z");
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2001-01-01T24:00Z",
        "2001-01-01T23:60Z",
        "2001-01-01T23:59:60Z",
        "2001-01-01T23:59:59.999Z",
        "2001-01-01T23:59:59.9a9Z",
        "2001-01-01T23:59:59.99aZ",
        "2001-01-01T23:59:59:999Z",
        "2001-01-01T23:59:59.9999Z",
        "2001-01-01T23:59:59.9Z",
        "2001-01-01T23:59:59+01:00",
        "2001-01-01T23:59+01:00",
        "2001-01-01 23:59:59Z",
        "2001-01-01",
        "+001-01-01T23:59Z",
    })
    void otherFormsAreWhatTheJdkTakesThemFor(String text) {
        requireAsJdk(text);
    }

    private static void requireAsJdk(String text) {
        OptionalLong expected;
        try {
            expected = OptionalLong.of(OffsetDateTime.parse(text).toInstant().toEpochMilli());
        } catch (DateTimeException e) {
            expected = OptionalLong.empty();
        }
        assertThat(IsoTime.parse(text)).as(text).isEqualTo(expected);
    }
}
