package dev.sameriver.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventBlockTest {

    private static final EventBlockTypeInfo<String> TYPE = new EventBlockTypeInfo<>(Types.STRING);

    @Test
    void blockOfEventsGivesThemBack() {
        EventBlock<String> block = EventBlock.of(events());
        assertThat(block.size()).isEqualTo(3);
        assertThat(block.offset(1)).isEqualTo(18);
        assertThat(block.clock(2)).isEqualTo(400);
        assertThat(block.isDead(0)).isFalse();
        assertThat(block.isDead(1)).isTrue();
        assertThat(block.value(0)).isEqualTo("a");
        assertThat(block.longs("any")).isNull();
        assertSame(block, events());
        assertThatThrownBy(() -> block.value(1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void columnsGiveTheSameEventsAsObjects() {
        EventBlock<String> block =
                new EventBlock<>(
                        1,
                        2,
                        3,
                        new long[] {17, 18, 20, 0},
                        new long[] {500, Clock.NONE, 700, 0},
                        new long[] {Clock.NONE, 400, 400, 0},
                        new Letters());
        assertSame(block, events());
        assertThat(block.objects("letter")).containsExactly("a", "?", "?");
        assertThatThrownBy(() -> block.value(2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("1/2/20");
    }

    @Test
    void recordsOfTwoPartitionsAreNoBlock() {
        assertThatThrownBy(
                        () ->
                                EventBlock.of(
                                        List.of(
                                                Event.of(1, 2, 17, 500, 0, "a"),
                                                Event.of(1, 3, 18, 500, 0, "b"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1/3/18 came after 1/2/17");
    }

    @Test
    void serializedBlockHoldsTheSameEvents() throws Exception {
        TypeSerializer<EventBlock<String>> serializer =
                TYPE.createSerializer(new SerializerConfigImpl());
        DataOutputSerializer out = new DataOutputSerializer(64);
        TypeSerializerSnapshot.writeVersionedSnapshot(out, serializer.snapshotConfiguration());
        serializer.serialize(EventBlock.of(events()), out);
        serializer.serialize(serializer.createInstance(), out);
        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
        TypeSerializer<EventBlock<String>> restored =
                TypeSerializerSnapshot.<EventBlock<String>>readVersionedSnapshot(
                                in, getClass().getClassLoader())
                        .restoreSerializer();
        assertThat(restored).isEqualTo(serializer);
        assertSame(restored.deserialize(in), events());
        assertThat(restored.deserialize(in).size()).isZero();
    }

    @Test
    void eventsOfABlockHaveTheirTimesAsTimestamps() throws Exception {
        try (var harness =
                new OneInputStreamOperatorTestHarness<EventBlock<String>, Event<String>>(
                        new Events.Flatten<>())) {
            harness.open();
            harness.processElement(new StreamRecord<>(EventBlock.of(events())));
            assertThat(harness.getRecordOutput())
                    .extracting(StreamRecord::getTimestamp)
                    .containsExactly(500L, Clock.NONE, 700L);
        }
    }

    @Test
    void eventThatCodeMakesNullOfOrThrowsOnIsDead() {
        Event<String> event = Event.of(1, 2, 17, 500, 400, "a");
        assertThat(event.map(String::length).value()).isEqualTo(1);
        assertThat(event.<String>map(any -> null).deadReason()).contains("makes null of it");
        assertThat(event.map(any -> Integer.parseInt("x")).deadReason()).contains("\"x\"");
        Event<Object> nameless =
                event.map(
                        any -> {
                            throw new IllegalStateException();
                        });
        assertThat(nameless.deadReason()).isEqualTo("IllegalStateException");
        assertThat(nameless.map(Object::toString).deadReason()).isEqualTo("IllegalStateException");
    }

    private static List<Event<String>> events() {
        return List.of(
                Event.of(1, 2, 17, 500, Clock.NONE, "a"),
                Event.dead(1, 2, 18, 400, "torn", new byte[] {9}),
                Event.unmapped(1, 2, 20, 700, 400, "too long", new byte[] {8}));
    }

    private static void assertSame(EventBlock<String> block, List<Event<String>> events) {
        assertThat(block.size()).isEqualTo(events.size());
        for (int row = 0; row < block.size(); row++) {
            Event<String> event = block.event(row);
            assertThat(event).hasToString(events.get(row).toString());
            assertThat(event.clock()).isEqualTo(events.get(row).clock());
            assertThat(event.raw()).isEqualTo(events.get(row).raw());
        }
    }

    private static final class Letters implements Payload<String> {

        @Override
        public @Nullable String deadReason(int row) {
            return new @Nullable String[] {null, "torn", "too long"}[row];
        }

        @Override
        public byte @Nullable [] raw(int row) {
            return new byte[] {(byte) (10 - row)};
        }

        @Override
        public String value(int row) {
            return "a";
        }

        @Override
        public @Nullable Object @Nullable [] objects(String component) {
            return component.equals("letter") ? new Object[] {"a", "?", "?"} : null;
        }
    }
}
