package dev.sameriver.ordered;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.log.Clock;
import dev.sameriver.operator.Reading;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class EventGroupSerializerTest {

    private static final TypeSerializer<EventGroup<Reading>> SERIALIZER =
            new OrderedEventTypeInfo<Reading>(
                            OrderCase.KEYS.typeInfo(),
                            List.of(OrderCase.READING, OrderCase.READING))
                    .groups()
                    .createSerializer(new SerializerConfigImpl());

    @Test
    void eventsAreReadAsTheyWereWhateverTheirPlacesAndTimes() throws IOException {
        assertReadAgain(
                List.of(
                        event(1, 1_000, 0, 1_767_225_600_000L, Clock.NONE),
                        event(1, 1_001, 0, 1_767_225_599_000L, 1_767_225_598_000L),
                        event(1, 1_007, 65_537, 1_767_225_600_250L, 1_767_225_598_000L)));
        assertReadAgain(
                List.of(
                        event(0, 0, Long.MAX_VALUE, Clock.MIN_TIME, Clock.NONE),
                        event(0, Long.MAX_VALUE, 0, Clock.MAX_TIME, Clock.MAX_TIME),
                        event(0, 5, 0, Clock.MIN_TIME, Clock.MIN_TIME)));
    }

    @Test
    void groupHasTheLeastTimeOfItsEvents() {
        EventGroup<Reading> group =
                new EventGroup<>(List.of(event(0, 1, 0, 70, 0), event(0, 2, 0, 30, 0)));
        assertThat(group.time()).isEqualTo(30);
    }

    private static void assertReadAgain(List<OrderedEvent<Reading>> events) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        SERIALIZER.serialize(new EventGroup<>(events), out);
        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
        List<OrderedEvent<Reading>> read = SERIALIZER.deserialize(in).events();
        assertThat(in.available()).isZero();
        assertThat(read).isEqualTo(events);
        for (int i = 0; i < read.size(); i++) {
            assertThat(read.get(i).toString()).isEqualTo(events.get(i).toString());
        }
    }

    private static OrderedEvent<Reading> event(
            int input, long offset, long number, long time, long clock) {
        return new OrderedEvent<>(
                "a", input, 3, 1, 2, offset, number, time, clock, new Reading("a", offset % 10));
    }
}
