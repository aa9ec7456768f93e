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
import org.apache.flink.api.common.typeinfo.TypeInformation;
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
 * State of reads that an earlier release wrote is restored and gives the answers it must. The file
 * is a canonical savepoint; it is written by {@code -Dsameriver.golden=write}, for a new format
 * version only.
 */
class GoldenAnswersTest {

    private static final int CHANGE = 0;
    private static final int READ = 1;

    private static final Path GOLDEN = Path.of("test/resources/golden/answers-v1");

    /** Reads of this position's number begin behind the change of 100. */
    private static final AnswerTold RULES =
            new AnswerTold(1_000, 0, List.of("1970-01-01T00:00:00.100Z/rates/1/0/100/0"));

    static Stream<Arguments> backends() {
        return Stream.of(
                Arguments.of(new HashMapStateBackend()),
                Arguments.of(new EmbeddedRocksDBStateBackend(true)));
    }

    /**
     * At 100 and 120 there were changes, at 110 a reader subscribed; a change of 150 and a read of
     * 160 wait.
     */
    @ParameterizedTest
    @MethodSource("backends")
    void changesAndSubscriptionsOfFormat1AreReadOnAnyBackend(StateBackend backend)
            throws Exception {
        try (var operator = operator()) {
            operator.setStateBackend(backend);
            operator.setup(OrderCase.RESULTS.createSerializer(new SerializerConfigImpl()));
            operator.initializeState(OperatorSnapshotUtil.readStateHandle(GOLDEN.toString()));
            operator.open();
            send(operator, CHANGE, 170, 4, 0);
            operator.processWatermark(Long.MAX_VALUE);
            assertThat(
                            operator.extractOutputValues().stream()
                                    .map(result -> result.time() + " " + result.value().text()))
                    .containsExactly(
                            "150 10#3=3@1970-01-01T00:00:00.150Z/rates/1/0/150/0",
                            "160 11#1=2@1970-01-01T00:00:00.120Z/rates/1/0/120/0",
                            "160 11#2=3@1970-01-01T00:00:00.150Z/rates/1/0/150/0",
                            "170 10#4=4@1970-01-01T00:00:00.170Z/rates/1/0/170/0",
                            "170 11#3=4@1970-01-01T00:00:00.170Z/rates/1/0/170/0");
            assertThat(Stage.tally(operator, "shares")).isEqualTo(1L << 32);
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "sameriver.golden", matches = "write")
    void goldenStateIsWritten() throws Exception {
        try (var operator = operator()) {
            operator.setStateBackend(new HashMapStateBackend());
            operator.open();
            send(operator, CHANGE, 100, 1, 0);
            send(operator, READ, 110, 2, 10);
            send(operator, CHANGE, 120, 2, 0);
            operator.processWatermark(120);
            send(operator, CHANGE, 150, 3, 0);
            send(operator, READ, 160, 3, 11);
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
            long amount,
            long number)
            throws Exception {
        Reading reading = new Reading("a", amount, number, 0);
        operator.processElement(
                new StreamRecord<>(
                        EventGroup.of(
                                new OrderedEvent<>(
                                        "a", input, input, 1, 0, time, 0, time, time - 50,
                                        reading))));
    }

    @SuppressWarnings("unchecked")
    private static KeyedOneInputStreamOperatorTestHarness<
                    Object, EventGroup<Reading>, OrderedEvent<Outcome>>
            operator() throws Exception {
        OrderedEventTypeInfo<Reading> events =
                new OrderedEventTypeInfo<>(
                        OrderCase.KEYS.typeInfo(), List.of(OrderCase.READING, OrderCase.READING));
        MachineStage<Served, Reading, Outcome> stage =
                new MachineStage<>(
                        "in-order",
                        RULES,
                        Served.type(
                                (TypeInformation<OrderedEvent<Object>>)
                                        (TypeInformation<?>) events),
                        events,
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
