package dev.sameriver.ordered;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.operator.Reading;
import dev.sameriver.operator.RowRange;
import dev.sameriver.operator.Share;
import dev.sameriver.operator.Stage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.SavepointType;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * State of a machine that an earlier release wrote is restored and gives the results it must. The
 * file is a canonical savepoint; it is written by {@code -Dsameriver.golden=write}, for a new
 * format version only.
 */
class GoldenOrderTest {

    private static final Path GOLDEN = Path.of("test/resources/golden/as-of-v1");

    static Stream<Arguments> backends() {
        return Stream.of(
                Arguments.of(new HashMapStateBackend()),
                Arguments.of(new EmbeddedRocksDBStateBackend(true)));
    }

    /** The version of 100 is the state; that of 200 and three events waited. */
    @ParameterizedTest
    @MethodSource("backends")
    void stateAndWaitingEventsOfFormat1AreReadOnAnyBackend(StateBackend backend) throws Exception {
        try (var operator = operator()) {
            operator.setStateBackend(backend);
            operator.setup(OrderCase.RESULTS.createSerializer(new SerializerConfigImpl()));
            operator.initializeState(OperatorSnapshotUtil.readStateHandle(GOLDEN.toString()));
            operator.open();
            send(operator, 0, 150, 7);
            operator.processWatermark(Long.MAX_VALUE);
            assertThat(
                            operator.extractOutputValues().stream()
                                    .map(result -> result.time() + " " + result.value().text()))
                    .containsExactly("149 1*10", "150 2*7", "199 4*7", "200 3*20");
            assertThat(Stage.tally(operator, "shares")).isEqualTo(1L << 32);
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "sameriver.golden", matches = "write")
    void goldenStateIsWritten() throws Exception {
        try (var operator = operator()) {
            operator.setStateBackend(new HashMapStateBackend());
            operator.open();
            send(operator, 0, 100, 10);
            operator.processWatermark(100);
            send(operator, 0, 200, 20);
            send(operator, 1, 200, 3);
            send(operator, 1, 149, 1);
            send(operator, 1, 150, 2);
            send(operator, 1, 199, 4);
            operator.prepareSnapshotPreBarrier(1);
            var state =
                    operator.snapshotWithLocalState(
                                    1, 1, SavepointType.savepoint(SavepointFormatType.CANONICAL))
                            .getJobManagerOwnedState();
            OperatorSnapshotUtil.writeStateHandle(state, GOLDEN.toString());
            assertThat(Files.exists(GOLDEN)).isTrue();
        }
    }

    private static void send(
            KeyedOneInputStreamOperatorTestHarness<
                            Object, EventGroup<Reading>, OrderedEvent<Outcome>>
                    operator,
            int input,
            long time,
            long amount)
            throws Exception {
        operator.processElement(
                new StreamRecord<>(
                        EventGroup.of(
                                new OrderedEvent<>(
                                        "a",
                                        input,
                                        input,
                                        1,
                                        0,
                                        time,
                                        0,
                                        time,
                                        time - 50,
                                        new Reading("a", amount)))));
    }

    private static KeyedOneInputStreamOperatorTestHarness<
                    Object, EventGroup<Reading>, OrderedEvent<Outcome>>
            operator() throws Exception {
        MachineStage<Reading, Reading, Outcome> stage =
                new MachineStage<>(
                        "in-order",
                        new JoinMachine(Unmatched.KEEP),
                        OrderCase.READING,
                        new OrderedEventTypeInfo<>(
                                OrderCase.KEYS.typeInfo(),
                                List.of(OrderCase.READING, OrderCase.READING)),
                        RowRange.ALL,
                        List.of("rates", "payments"),
                        Share.whole());
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new MachineOperator<>(stage),
                new EventGroup.Key<>(),
                OrderCase.KEYS.typeInfo(),
                Stage.MAX_PARALLELISM,
                1,
                0);
    }
}
