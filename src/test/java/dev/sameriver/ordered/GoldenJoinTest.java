package dev.sameriver.ordered;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.operator.Reading;
import dev.sameriver.operator.RowRange;
import dev.sameriver.operator.Share;
import dev.sameriver.operator.Stage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.SavepointType;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * State of joins that an earlier release wrote is restored and gives the results it must. The files
 * are canonical savepoints; they are written by {@code -Dsameriver.golden=write}, for a new format
 * version only.
 */
class GoldenJoinTest {

    private static final int LEFT = 0;
    private static final int RIGHT = 1;

    /** The joins, each with what its state of format 1 leads to, as the time and the text. */
    enum Golden {
        INTERVAL(
                new IntervalTold(-50, 100, JoinKind.OUTER),
                "150 1~3",
                "160 1~4",
                "400 5~",
                "650 ~7"),
        WINDOW(
                new WindowTold(false, 100, 50, 0, JoinKind.OUTER),
                "150 1~3@100-200",
                "160 1~4@100-200",
                "249 ~3@150-250",
                "249 ~4@150-250",
                "349 5~@250-350",
                "399 5~@300-400",
                "649 ~7@550-650",
                "699 ~7@600-700");

        private final TimedMachine<?, Reading, Outcome> machine;
        private final List<String> told;

        Golden(TimedMachine<?, Reading, Outcome> machine, String... told) {
            this.machine = machine;
            this.told = List.of(told);
        }

        @SuppressWarnings("unchecked")
        private <S> MachineStage<S, Reading, Outcome> stage() {
            TypeInformation<Object> reading =
                    (TypeInformation<Object>) (TypeInformation<?>) OrderCase.READING;
            OrderedEventTypeInfo<Object> events =
                    new OrderedEventTypeInfo<>(
                            OrderCase.KEYS.typeInfo(), List.of(reading, reading));
            TypeInformation<?> state =
                    this == INTERVAL ? IntervalMachine.state(events) : WindowMachine.state(events);
            return new MachineStage<>(
                    "in-order",
                    (Machine<S, Reading, Outcome>) machine,
                    (TypeInformation<S>) state,
                    (OrderedEventTypeInfo<Reading>) (OrderedEventTypeInfo<?>) events,
                    RowRange.ALL,
                    List.of("orders", "payments"),
                    Share.whole());
        }

        private Path file() {
            return Path.of("test/resources/golden/" + name().toLowerCase(Locale.ROOT) + "-join-v1");
        }
    }

    static Stream<Arguments> goldenOnBackends() {
        return Stream.of(Golden.values())
                .flatMap(
                        golden ->
                                Stream.of(
                                        Arguments.of(golden, new HashMapStateBackend()),
                                        Arguments.of(
                                                golden, new EmbeddedRocksDBStateBackend(true))));
    }

    @ParameterizedTest
    @MethodSource("goldenOnBackends")
    void eventsThatWaitInFormat1AreReadOnAnyBackend(Golden golden, StateBackend backend)
            throws Exception {
        try (var operator = operator(golden)) {
            operator.setStateBackend(backend);
            operator.setup(OrderCase.RESULTS.createSerializer(new SerializerConfigImpl()));
            operator.initializeState(
                    OperatorSnapshotUtil.readStateHandle(golden.file().toString()));
            operator.open();
            send(operator, RIGHT, 160, 4);
            operator.processWatermark(Long.MAX_VALUE);
            assertThat(told(operator)).containsExactlyElementsOf(golden.told);
            assertThat(Stage.tally(operator, "shares")).isEqualTo(1L << 32);
        }
    }

    /**
     * Events of 100 and 120 have met and are in the state of the join; others wait for their turn.
     */
    @ParameterizedTest
    @EnumSource(Golden.class)
    @EnabledIfSystemProperty(named = "sameriver.golden", matches = "write")
    void goldenStateIsWritten(Golden golden) throws Exception {
        try (var operator = operator(golden)) {
            operator.setStateBackend(new HashMapStateBackend());
            operator.open();
            send(operator, LEFT, 100, 1);
            send(operator, RIGHT, 120, 2);
            operator.processWatermark(120);
            send(operator, RIGHT, 150, 3);
            send(operator, LEFT, 300, 5);
            send(operator, RIGHT, 600, 7);
            operator.prepareSnapshotPreBarrier(1);
            var state =
                    operator.snapshotWithLocalState(
                                    1, 1, SavepointType.savepoint(SavepointFormatType.CANONICAL))
                            .getJobManagerOwnedState();
            OperatorSnapshotUtil.writeStateHandle(state, golden.file().toString());
            assertThat(Files.exists(golden.file())).isTrue();
        }
    }

    private static List<String> told(
            KeyedOneInputStreamOperatorTestHarness<
                            Object, EventGroup<Reading>, OrderedEvent<Outcome>>
                    operator) {
        List<String> told = new ArrayList<>();
        for (OrderedEvent<Outcome> result : operator.extractOutputValues()) {
            told.add(result.time() + " " + result.value().text());
        }
        return told;
    }

    private static void send(
            KeyedOneInputStreamOperatorTestHarness<
                            Object, EventGroup<Reading>, OrderedEvent<Outcome>>
                    operator,
            int input,
            long time,
            long amount)
            throws Exception {
        Reading reading = new Reading("a", amount);
        operator.processElement(
                new StreamRecord<>(
                        EventGroup.of(
                                new OrderedEvent<>(
                                        "a", input, input, 1, 0, time, 0, time, time - 50,
                                        reading))));
    }

    private static KeyedOneInputStreamOperatorTestHarness<
                    Object, EventGroup<Reading>, OrderedEvent<Outcome>>
            operator(Golden golden) throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new MachineOperator<>(golden.stage()),
                new EventGroup.Key<>(),
                OrderCase.KEYS.typeInfo(),
                Stage.MAX_PARALLELISM,
                1,
                0);
    }
}
