package dev.sameriver.ordered;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.log.Event;
import dev.sameriver.log.EventBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class EventGroupsTest {

    private static final long DAY = 86_400_000;

    @Test
    void eventsOfAKeyAreTogetherAndThoseOfAnotherDayAreApart() {
        List<OrderedEvent<String>> events = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            long time = 20 * DAY + i * 1_000L;
            events.add(event(i, i % 2 == 0 ? "a" : "b", i % 50 == 10 ? time - DAY : time));
        }
        List<List<OrderedEvent<String>>> groups = groups(events);
        assertThat(groups).hasSizeLessThan(10);
        assertThat(groups.stream().mapToInt(List::size).sum()).isEqualTo(200);
        for (List<OrderedEvent<String>> group : groups) {
            assertThat(group.stream().map(event -> event.key)).containsOnly(group.get(0).key);
            assertThat(group.stream().map(event -> event.time / DAY))
                    .containsOnly(group.get(0).time / DAY);
        }
    }

    @Test
    void eventsOfOneTimeAreOneGroup() {
        assertThat(groups(List.of(event(0, "a", -5), event(1, "a", -5)))).hasSize(1);
    }

    @Test
    void groupsOfAHotKeyHaveABound() {
        List<OrderedEvent<String>> events =
                LongStream.range(0, 300).mapToObj(offset -> event(offset, "hot", 5)).toList();
        assertThat(groups(events).stream().map(List::size)).containsExactly(128, 128, 44);
        assertThat(groups(events).stream().flatMap(List::stream)).containsExactlyElementsOf(events);
    }

    private static List<List<OrderedEvent<String>>> groups(List<OrderedEvent<String>> events) {
        EventGroups<String> groups = new EventGroups<>();
        groups.start(
                EventBlock.of(
                        events.stream()
                                .map(e -> Event.of(1, 0, e.offset, e.time, 0, e.value))
                                .toList()));
        events.forEach(groups::add);
        return List.copyOf(groups.all());
    }

    private static OrderedEvent<String> event(long offset, String key, long time) {
        return new OrderedEvent<>(key, 0, 0, 1, 0, offset, 0, time, 0, "value");
    }
}
