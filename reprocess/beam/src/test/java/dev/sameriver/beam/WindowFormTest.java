package dev.sameriver.beam;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.window.AlignedWindows;
import dev.sameriver.window.Windows;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.transforms.windowing.WindowFn;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;

class WindowFormTest {

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    @Test
    void windowsOfTheDocumentsExample() {
        assertThat(edges(hours(1, 15), "2001-01-01T10:07:00Z"))
                .containsExactly("09:15/10:15", "09:30/10:30", "09:45/10:45", "10:00/11:00");
    }

    @Test
    void ownWindowsAreThoseOfBeamWhereBeamHasThem() throws Exception {
        Random random = new Random(1);
        List<AlignedWindows> forms =
                List.of(
                        Windows.tumbling(Duration.ofMinutes(7)),
                        hours(1, 15),
                        hours(1, 25),
                        hours(1, 25).offset(Duration.ofMinutes(-3)),
                        Windows.tumbling(Duration.ofHours(24)).offset(Duration.ofHours(30)));
        for (AlignedWindows form : forms) {
            WindowFn<Object, IntervalWindow> beams = WindowForm.of(form, Long.MAX_VALUE);
            assertThat(beams).isNotInstanceOf(EdgeWindows.class);
            for (int i = 0; i < 500; i++) {
                long time = 986_083_200_000L + random.nextInt(100_000_000);
                time -= i % 2 == 0 ? time % 60_000 : 0;
                assertThat(new EdgeWindows(form).of(time))
                        .containsExactlyInAnyOrderElementsOf(assign(beams, time));
            }
        }
    }

    @Test
    void timesBefore1970HaveWindowsThatHoldThem() {
        assertThat(WindowForm.of(hours(1, 15), -1)).isInstanceOf(EdgeWindows.class);
        assertThat(edges(hours(1, 30), "1969-12-31T23:59:59.999Z"))
                .containsExactly("23:00/00:00", "23:30/00:30");
    }

    @Test
    void cumulativeWindowsGrowFromTheirStart() {
        assertThat(
                        edges(
                                Windows.cumulative(Duration.ofHours(1), Duration.ofMinutes(15)),
                                "2001-01-01T10:20:00Z"))
                .containsExactly("10:00/10:30", "10:00/10:45", "10:00/11:00");
    }

    @Test
    void dayOfAZoneHasTwentyThreeHoursWhereTheClockSkipsOne() {
        AlignedWindows days = Windows.tumbling(Duration.ofDays(1)).zone(NEW_YORK);
        assertThat(edges(days, "2001-04-01T12:00:00Z")).containsExactly("05:00/04:00");
        assertThat(edges(days, "2001-04-02T03:59:59Z")).containsExactly("05:00/04:00");
        assertThat(edges(days, "2001-04-02T04:00:00Z")).containsExactly("04:00/04:00");
    }

    @Test
    void hourThatTheClockSkipsIsNoWindowAndOneThatItShowsTwiceIsOneOfTwoHours() {
        AlignedWindows hours = Windows.tumbling(Duration.ofHours(1)).zone(NEW_YORK);
        assertThat(edges(hours, "2001-04-01T06:30:00Z")).containsExactly("06:00/07:00");
        assertThat(edges(hours, "2001-04-01T07:00:00Z")).containsExactly("07:00/08:00");
        assertThat(edges(hours, "2001-10-28T05:30:00Z")).containsExactly("05:00/07:00");
        assertThat(edges(hours, "2001-10-28T06:30:00Z")).containsExactly("05:00/07:00");
        assertThat(edges(hours, "2001-10-28T07:00:00Z")).containsExactly("07:00/08:00");
    }

    private static AlignedWindows hours(int size, int slideMinutes) {
        return Windows.hopping(Duration.ofHours(size), Duration.ofMinutes(slideMinutes));
    }

    /** As {@code 09:15/10:15}, by the times of day in UTC. */
    private static List<String> edges(AlignedWindows form, String time) {
        List<String> edges = new ArrayList<>();
        for (IntervalWindow window :
                new EdgeWindows(form).of(java.time.Instant.parse(time).toEpochMilli())) {
            edges.add(
                    window.start().toString().substring(11, 16)
                            + "/"
                            + window.end().toString().substring(11, 16));
        }
        return edges;
    }

    private static Collection<IntervalWindow> assign(
            WindowFn<Object, IntervalWindow> windows, long time) throws Exception {
        return windows.assignWindows(
                windows.new AssignContext() {
                    @Override
                    public Object element() {
                        return time;
                    }

                    @Override
                    public Instant timestamp() {
                        return new Instant(time);
                    }

                    @Override
                    public BoundedWindow window() {
                        return GlobalWindow.INSTANCE;
                    }
                });
    }
}
