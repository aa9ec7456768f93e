package dev.sameriver.ordered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sameriver.operator.Reading;
import dev.sameriver.operator.RowRange;
import dev.sameriver.operator.Share;
import dev.sameriver.operator.SideTags;
import dev.sameriver.operator.Stage;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.streaming.api.graph.StreamConfig;
import org.apache.flink.streaming.api.graph.StreamConfig.InputRequirement;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a machine's operator does with failures, timers and sorted inputs. */
class MachineOperatorTest {

    private static final long HOUR = 3_600_000;

    private static final OrderedEventTypeInfo<Reading> EVENTS =
            new OrderedEventTypeInfo<>(OrderCase.KEYS.typeInfo(), List.of(OrderCase.READING));

    /** Gives each amount with all before it added, keeps them for an hour, and refuses none. */
    private record Sums() implements Machine<HashMachine.Hash, Reading, Outcome> {

        @Override
        public HashMachine.Hash apply(
                HashMachine.@Nullable Hash state,
                OrderedEvent<Reading> event,
                Results<Outcome> results) {
            Long amount = event.value().amount();
            if (amount == null) {
                throw new IllegalArgumentException("no amount");
            }
            long sum = (state == null ? 0 : state.hash()) + amount;
            results.give(new Outcome(event.time() + "=" + sum, 0));
            return new HashMachine.Hash(sum, event.time());
        }

        @Override
        public long expiry(HashMachine.Hash state) {
            return state.time() + HOUR;
        }
    }

    @Test
    void failureBehindTheMachineFailsTheJobAndRefusesNoEvent() throws Exception {
        try (var operator = operator(Long.MAX_VALUE, new FailingSerializer<>())) {
            operator.open();
            send(operator, 100, 1L);
            assertThatThrownBy(() -> operator.processWatermark(Long.MAX_VALUE))
                    .hasStackTraceContaining(FailingSerializer.REASON);
            assertThat(Stage.side(operator, SideTags.DEAD)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE})
    void keyHasOneTimerHoweverOftenItsExpiryMoves(long memory) throws Exception {
        try (var operator = operator(memory, results())) {
            operator.open();
            for (int i = 1; i <= 20; i++) {
                send(operator, i * 1_000L, 1L);
                operator.processWatermark(i * 1_000L);
                operator.prepareSnapshotPreBarrier(i);
            }
            assertThat(operator.numEventTimeTimers()).isEqualTo(1);
            operator.processWatermark(20_000 + HOUR - 1);
            send(operator, 20_000 + HOUR, 1L);
            operator.processWatermark(Long.MAX_VALUE);
            assertThat(operator.numEventTimeTimers()).isZero();
            assertThat(texts(operator)).hasSize(21).endsWith("20000=20", "3620000=1");
        }
    }

    @Test
    void eventWhoseNumberHasNoRoomForResultsIsRefused() throws Exception {
        try (var operator = operator(Long.MAX_VALUE, results())) {
            operator.open();
            long most = Long.MAX_VALUE >> 16;
            operator.processElement(new StreamRecord<>(EventGroup.of(numbered(most - 1)), 100));
            operator.processElement(new StreamRecord<>(EventGroup.of(numbered(most)), 100));
            operator.processWatermark(Long.MAX_VALUE);
            assertThat(texts(operator)).containsExactly("100=1");
            assertThat(Stage.side(operator, SideTags.DEAD))
                    .singleElement()
                    .matches(row -> String.valueOf(row.get(6)).contains("has no room"));
        }
    }

    private static OrderedEvent<Reading> numbered(long number) {
        return new OrderedEvent<>("a", 0, 0, 1, 0, 1, number, 100, 100, new Reading("a", 1L));
    }

    @Test
    void inputThatIsSortedByTimeIsAppliedAsItComesSoThatOnlyTiesWait() throws Exception {
        try (var operator = operator(Long.MAX_VALUE, results())) {
            sort(operator);
            operator.open();
            for (long time = -500; time < 500; time++) {
                send(operator, time, 1L);
            }
            assertThat(texts(operator)).hasSize(999).endsWith("498=999");
            send(operator, 499, null);
            send(operator, 499, 1L);
            assertThat(texts(operator)).hasSize(999);
            operator.processWatermark(Long.MAX_VALUE);
            assertThat(texts(operator)).hasSize(1_001).endsWith("499=1000", "499=1001");
            assertThat(Stage.side(operator, SideTags.DEAD)).hasSize(1);
        }
    }

    @Test
    void groupsOfSortedInputThatOverlapAreAppliedInOrder() throws Exception {
        try (var operator = operator(Long.MAX_VALUE, results())) {
            sort(operator);
            operator.open();
            operator.processElement(
                    new StreamRecord<>(new EventGroup<>(List.of(event(300), event(100))), 100));
            operator.processElement(
                    new StreamRecord<>(new EventGroup<>(List.of(event(200), event(400))), 200));
            assertThat(texts(operator)).containsExactly("100=1");
            operator.processWatermark(Long.MAX_VALUE);
            assertThat(texts(operator)).containsExactly("100=1", "200=2", "300=3", "400=4");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void newKeyHasATimerOnlyWhereKeysComeOneByOne(boolean sorted) throws Exception {
        try (var operator = operator(Long.MAX_VALUE, results())) {
            if (sorted) {
                sort(operator);
            }
            operator.open();
            send(operator, 100, 1L);
            assertThat(operator.numEventTimeTimers()).isEqualTo(sorted ? 1 : 0);
            operator.prepareSnapshotPreBarrier(1);
            assertThat(operator.numEventTimeTimers()).isEqualTo(1);
        }
    }

    /** As a batch has its input. */
    static void sort(
            KeyedOneInputStreamOperatorTestHarness<
                            Object, EventGroup<Reading>, OrderedEvent<Outcome>>
                    operator) {
        operator.getStreamConfig()
                .setInputs(
                        new StreamConfig.NetworkInputConfig(
                                EVENTS.groups().createSerializer(new SerializerConfigImpl()),
                                0,
                                InputRequirement.SORTED));
        operator.getStreamConfig().serializeAllConfigs();
    }

    private static List<String> texts(
            KeyedOneInputStreamOperatorTestHarness<
                            Object, EventGroup<Reading>, OrderedEvent<Outcome>>
                    operator) {
        return operator.extractOutputValues().stream().map(made -> made.value().text()).toList();
    }

    private static void send(
            KeyedOneInputStreamOperatorTestHarness<
                            Object, EventGroup<Reading>, OrderedEvent<Outcome>>
                    operator,
            long time,
            @Nullable Long amount)
            throws Exception {
        operator.processElement(new StreamRecord<>(EventGroup.of(event(time, amount)), time));
    }

    private static OrderedEvent<Reading> event(long time) {
        return event(time, 1L);
    }

    private static OrderedEvent<Reading> event(long time, @Nullable Long amount) {
        Reading reading = new Reading("a", amount);
        return new OrderedEvent<>("a", 0, 0, 1, 0, time, 0, time, time, reading);
    }

    private static TypeSerializer<OrderedEvent<Outcome>> results() {
        return OrderCase.RESULTS.createSerializer(new SerializerConfigImpl());
    }

    private static KeyedOneInputStreamOperatorTestHarness<
                    Object, EventGroup<Reading>, OrderedEvent<Outcome>>
            operator(long memory, TypeSerializer<OrderedEvent<Outcome>> behind) throws Exception {
        return operator(new Sums(), memory, behind);
    }

    /** A machine's operator with nothing before it. */
    static KeyedOneInputStreamOperatorTestHarness<
                    Object, EventGroup<Reading>, OrderedEvent<Outcome>>
            operator(
                    Machine<HashMachine.Hash, Reading, Outcome> machine,
                    long memory,
                    TypeSerializer<OrderedEvent<Outcome>> behind)
                    throws Exception {
        MachineStage<HashMachine.Hash, Reading, Outcome> stage =
                new MachineStage<>(
                        "in-order",
                        machine,
                        TypeInformation.of(HashMachine.Hash.class),
                        EVENTS,
                        RowRange.ALL,
                        List.of("rates"),
                        Share.whole());
        var operator =
                new KeyedOneInputStreamOperatorTestHarness<
                        Object, EventGroup<Reading>, OrderedEvent<Outcome>>(
                        new MachineOperator<>(stage, memory),
                        new EventGroup.Key<>(),
                        OrderCase.KEYS.typeInfo(),
                        Stage.MAX_PARALLELISM,
                        1,
                        0);
        operator.setup(behind);
        return operator;
    }
}
