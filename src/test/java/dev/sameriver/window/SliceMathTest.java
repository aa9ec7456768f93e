package dev.sameriver.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.log.Clock;
import dev.sameriver.window.NaiveWindows.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SliceMathTest {

    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    @Test
    void eventLiesInExactlyTheWindowsBetweenItsFirstAndItsLast() {
        Random random = new Random(1);
        for (int round = 0; round < 3_000; round++) {
            NaiveWindows naive = randomWindows(random, ZoneOffset.UTC, 1 + random.nextInt(20));
            long around = random.nextInt(200) - 100L;
            check(naive, around);
        }
    }

    @Test
    void windowsHoldAtTheEndsOfTime() {
        Random random = new Random(2);
        for (int round = 0; round < 200; round++) {
            NaiveWindows naive = randomWindows(random, ZoneOffset.UTC, HOUR);
            check(naive, Clock.MIN_TIME + random.nextInt(100));
            check(naive, Clock.MAX_TIME - random.nextInt(100));
            NaiveWindows zoned = randomWindows(random, NEW_YORK, HOUR);
            check(zoned, Clock.MIN_TIME + random.nextInt(100));
            check(zoned, Clock.MAX_TIME - random.nextInt(100));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "America/New_York, 2001-04-01T07:00:00Z",
        "America/New_York, 2001-10-28T06:00:00Z",
        "Europe/Berlin, 2024-03-31T01:00:00Z",
        "Europe/Berlin, 2024-10-27T01:00:00Z",
        "Australia/Lord_Howe, 2023-10-01T15:30:00Z",
        "Australia/Lord_Howe, 2024-04-06T15:00:00Z",
        "Asia/Kolkata, 2024-04-06T15:00:00Z",
        "Asia/Kolkata, 1945-10-14T17:30:00Z",
        "Pacific/Apia, 2011-12-30T10:00:00Z",
        "America/Juneau, 1867-10-18T23:00:00Z",
        "Asia/Manila, 1844-12-31T16:00:00Z",
        "America/New_York, 1883-11-18T17:00:00Z",
        "Africa/Casablanca, 2024-03-10T02:00:00Z",
        "Antarctica/Troll, 2024-03-31T01:00:00Z",
    })
    void windowsFollowTheWallClockAcrossItsChanges(String zone, String change) {
        Random random = new Random(3);
        long at = Instant.parse(change).toEpochMilli();
        for (int round = 0; round < 25; round++) {
            long unit = List.of(MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, DAY).get(random.nextInt(5));
            NaiveWindows naive = randomWindows(random, ZoneId.of(zone), unit);
            SliceMath math = naive.spec().math();
            for (int sample = 0; sample < 8; sample++) {
                check(naive, math, at + (random.nextInt(4 * 48) - 96) * 15 * MINUTE);
                check(naive, math, at + random.nextInt((int) (2 * HOUR)) - HOUR);
                check(naive, math, at - 1 + random.nextInt(3));
            }
        }
    }

    @Test
    void windowsFollowTheWallClockOfEveryZoneAtEveryChange() {
        Random random = new Random(4);
        for (String name : new TreeSet<>(ZoneId.getAvailableZoneIds())) {
            ZoneId zone = ZoneId.of(name);
            List<Long> changes = new ArrayList<>();
            zone.getRules()
                    .getTransitions()
                    .forEach(change -> changes.add(change.toEpochSecond() * 1000));
            for (int i = 0; i < 1 && !changes.isEmpty(); i++) {
                NaiveWindows naive = randomWindows(random, zone, 15 * MINUTE);
                long at = changes.get(random.nextInt(changes.size()));
                for (int sample = 0; sample < 4; sample++) {
                    check(naive, at + random.nextInt((int) (6 * HOUR)) - 3 * HOUR);
                }
            }
        }
    }

    @Test
    void slicesTileTimeAndEdgesKeepTheirOrder() {
        Random random = new Random(5);
        for (ZoneId zone : List.of(ZoneOffset.UTC, NEW_YORK, ZoneId.of("Australia/Lord_Howe"))) {
            for (int round = 0; round < 20; round++) {
                SliceMath math = randomWindows(random, zone, 10 * MINUTE).spec().math();
                long time = Instant.parse("2023-09-30T00:00:00Z").toEpochMilli();
                long slice = math.sliceOf(time);
                for (int i = 0; i < 3_000; i++) {
                    time += random.nextInt((int) (5 * MINUTE));
                    long next = math.sliceOf(time);
                    assertThat(next).isGreaterThanOrEqualTo(slice);
                    assertThat(math.instant(next)).isGreaterThan(time);
                    if (next > slice) {
                        // What was the last slice ended by now, and it has no time of the next.
                        assertThat(math.instant(slice)).isLessThanOrEqualTo(time);
                        assertThat(math.sliceOf(math.instant(slice))).isGreaterThan(slice);
                        assertThat(math.sliceOf(math.instant(slice) - 1)).isEqualTo(slice);
                    }
                    slice = next;
                }
            }
        }
    }

    @Test
    void calendarDayHas23Or25HoursTwiceAYear() {
        SliceMath math = Windows.tumbling(Duration.ofDays(1)).zone(NEW_YORK).math();
        assertThat(hours(math, "2001-04-01T12:00:00Z")).isEqualTo(23);
        assertThat(hours(math, "2001-10-28T12:00:00Z")).isEqualTo(25);
        assertThat(hours(math, "2001-10-29T12:00:00Z")).isEqualTo(24);
        long day = math.sliceOf(Instant.parse("2001-04-01T12:00:00Z").toEpochMilli());
        assertThat(Instant.ofEpochMilli(math.instant(math.startOfWindow(day))))
                .isEqualTo("2001-04-01T05:00:00Z");
    }

    @Test
    void dayThatAZoneSkippedIsNoWindow() {
        SliceMath math =
                Windows.tumbling(Duration.ofDays(1)).zone(ZoneId.of("Pacific/Apia")).math();
        long before = math.sliceOf(Instant.parse("2011-12-30T09:00:00Z").toEpochMilli());
        long skipped = math.nextWindow(before);
        assertThat(math.isWindow(before)).isTrue();
        assertThat(math.isWindow(skipped)).isFalse();
        assertThat(math.isWindow(math.nextWindow(skipped))).isTrue();
        assertThat(math.sliceOf(Instant.parse("2011-12-30T10:00:00Z").toEpochMilli()))
                .isEqualTo(math.nextWindow(skipped));
    }

    @Test
    void windowsWithTheSameStartAndEndAreOne() {
        // 371 days from one hour that New York skipped to another.
        NaiveWindows naive = new NaiveWindows(false, 371 * DAY, 15 * MINUTE, 0, NEW_YORK);
        long start = Instant.parse("2001-04-01T07:00:00Z").toEpochMilli();
        long end = Instant.parse("2002-04-07T07:00:00Z").toEpochMilli();
        SliceMath math = naive.spec().math();
        int own = 0;
        long slice = math.sliceOf(end - 1);
        for (long window = math.firstWindow(slice);
                math.instant(window) <= end;
                window = math.nextWindow(window)) {
            if (math.isWindow(window) && math.instant(math.startOfWindow(window)) == start) {
                own++;
            }
        }
        assertThat(own).isOne();
    }

    private static void check(NaiveWindows naive, long time) {
        check(naive, naive.spec().math(), time);
    }

    private static void check(NaiveWindows naive, SliceMath math, long time) {
        long slice = math.sliceOf(time);
        List<Window> windows = new ArrayList<>();
        long last = math.lastWindow(slice);
        for (long window = math.firstWindow(slice);
                window <= last;
                window = math.nextWindow(window)) {
            if (math.isWindow(window)) {
                windows.add(
                        new Window(math.instant(math.startOfWindow(window)), math.instant(window)));
            }
        }
        assertThat(windows)
                .as("windows of %s in %s", Instant.ofEpochMilli(time), naive)
                .containsExactlyElementsOf(naive.windowsOf(time));
        assertThat(windows.stream().map(window -> math.number(window.start(), window.end())))
                .as("numbers of the windows of %s in %s", Instant.ofEpochMilli(time), naive)
                .isSorted()
                .doesNotHaveDuplicates();
    }

    /** Windows of up to 12 units, where the slide often does not divide the size. */
    private static NaiveWindows randomWindows(Random random, ZoneId zone, long unit) {
        long step = (1 + random.nextInt(4)) * unit;
        long offset = random.nextBoolean() ? 0 : (random.nextInt(61) - 30) * unit / 2;
        return switch (random.nextInt(3)) {
            case 0 -> new NaiveWindows(false, step, step, offset, zone);
            case 1 -> new NaiveWindows(false, step + random.nextInt(9) * unit, step, offset, zone);
            default -> new NaiveWindows(true, step * (1 + random.nextInt(5)), step, offset, zone);
        };
    }

    private static long hours(SliceMath math, String instant) {
        long day = math.sliceOf(Instant.parse(instant).toEpochMilli());
        return (math.instant(day) - math.instant(math.startOfWindow(day))) / HOUR;
    }
}
