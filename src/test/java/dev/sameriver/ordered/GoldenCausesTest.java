package dev.sameriver.ordered;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.operator.Reading;
import dev.sameriver.operator.RowRange;
import dev.sameriver.operator.Share;
import dev.sameriver.operator.SideTags;
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
 * State of causal order that an earlier release wrote is restored and gives the events it must. The
 * file is a canonical savepoint; it is written by {@code -Dsameriver.golden=write}, for a new
 * format version only.
 */
class GoldenCausesTest {

    private static final OrderedEventTypeInfo<Reading> EVENTS =
            new OrderedEventTypeInfo<>(OrderCase.KEYS.typeInfo(), List.of(OrderCase.READING));

    private static final Path GOLDEN = Path.of("test/resources/golden/causes-v1");

    static Stream<Arguments> backends() {
        return Stream.of(
                Arguments.of(new HashMapStateBackend()),
                Arguments.of(new EmbeddedRocksDBStateBackend(true)));
    }

    /** Event 1 was applied; 2 waits for 3, whose turn had not come, and 4 for what never comes. */
    @ParameterizedTest
    @MethodSource("backends")
    void idsAndWaitingEventsOfFormat1AreReadOnAnyBackend(StateBackend backend) throws Exception {
        try (var operator = operator()) {
            operator.setStateBackend(backend);
            operator.setup(EVENTS.createSerializer(new SerializerConfigImpl()));
            operator.initializeState(OperatorSnapshotUtil.readStateHandle(GOLDEN.toString()));
            operator.open();
            send(operator, 140, 5, 1);
            operator.processWatermark(205);
            assertThat(
                            operator.extractOutputValues().stream()
                                    .map(event -> event.value().number() + "@" + event.time()))
                    .containsExactly("5@140", "3@150", "2@151");
            assertThat(Stage.side(operator, SideTags.DEAD)).isEmpty();
            operator.processWatermark(206);
            assertThat(Stage.side(operator, SideTags.DEAD))
                    .singleElement()
                    .satisfies(row -> assertThat(row.get(3)).isEqualTo(106L));
            assertThat(Stage.tally(operator, "dead")).isEqualTo(1);
            assertThat(Stage.tally(operator, "shares")).isEqualTo(1L << 32);
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "sameriver.golden", matches = "write")
    void goldenStateIsWritten() throws Exception {
        try (var operator = operator()) {
            operator.setStateBackend(new HashMapStateBackend());
            operator.open();
            send(operator, 100, 1, 0);
            send(operator, 105, 2, 3);
            send(operator, 106, 4, 9);
            operator.processWatermark(110);
            send(operator, 150, 3, 0);
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
                            Object, EventGroup<Reading>, OrderedEvent<Reading>>
                    operator,
            long time,
            long id,
            long named)
            throws Exception {
        Reading reading = Naming.naming(new Reading("a", 7L, id, 0), named, 0);
        operator.processElement(
                new StreamRecord<>(
                        EventGroup.of(
                                new OrderedEvent<>(
                                        "a", 0, 0, 1, 0, time, 0, time, time - 50, reading))));
    }

    private static KeyedOneInputStreamOperatorTestHarness<
                    Object, EventGroup<Reading>, OrderedEvent<Reading>>
            operator() throws Exception {
        MachineStage<Causal<Reading>, Reading, Reading> stage =
                new MachineStage<>(
                        "causes",
                        new CausalMachine<>(new Naming(100, 0, false).causes(), List.of("acts")),
                        Causal.type(EVENTS),
                        EVENTS,
                        RowRange.ALL,
                        List.of("acts"),
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
