package dev.sameriver.ordered;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.constraint.Claim;
import dev.sameriver.constraint.Escrow;
import dev.sameriver.constraint.Once;
import dev.sameriver.operator.KeyColumns;
import dev.sameriver.operator.RowRange;
import dev.sameriver.operator.Share;
import dev.sameriver.operator.SideTags;
import dev.sameriver.operator.Stage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.SavepointType;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * State of the constraints that an earlier release wrote is restored and gives the answers it must.
 * The files are canonical savepoints; they are written by {@code -Dsameriver.golden=write}, for a
 * new format version only.
 */
class GoldenConstraintsTest {

    private static final KeyColumns<String> KEYS = KeyColumns.of("key", GoldenConstraintsTest::key);
    private static final OrderedEventTypeInfo<String> EVENTS =
            new OrderedEventTypeInfo<>(KEYS.typeInfo(), List.of(Types.STRING));

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Escrow.Rules LOOSELY = new Escrow.Rules(0, false, 1_000);

    /**
     * A constraint.
     *
     * @param file that has its state after the first request, of time 100
     * @param second the request behind it, of time 200
     * @param answers to the second one
     */
    private record Golden<S>(
            String file,
            Machine<S, String, String> machine,
            Class<S> state,
            String first,
            String second,
            List<String> answers) {

        Path path() {
            return Path.of("test/resources/golden", file);
        }
    }

    static Stream<Golden<?>> constraints() {
        return Stream.of(
                new Golden<>(
                        "claim-v1",
                        GoldenConstraintsTest::claim,
                        Claim.class,
                        "ann",
                        "bob",
                        List.of("Answer[next=Claim[holder=ann, until=3600100], verdict=REFUSED]")),
                new Golden<>(
                        "escrow-v1",
                        GoldenConstraintsTest::reserve,
                        Escrow.class,
                        "a",
                        "b",
                        List.of(
                                "Answer[next=Escrow[balance=10, reserved=14, holds=["
                                        + "Hold[id=a, amount=7, since=100], "
                                        + "Hold[id=b, amount=7, since=200]]], "
                                        + "verdict=RESERVED, amount=7, shortfall=0]")),
                new Golden<>(
                        "once-v1",
                        Once.within(HOUR, Instant::parse),
                        Long.class,
                        "1970-01-01T00:00:00.050Z",
                        "1970-01-01T00:00:00.050Z",
                        List.of()));
    }

    static Stream<Arguments> constraintsAndBackends() {
        return constraints()
                .flatMap(
                        golden ->
                                Stream.of(
                                        Arguments.of(golden, new HashMapStateBackend()),
                                        Arguments.of(
                                                golden, new EmbeddedRocksDBStateBackend(true))));
    }

    @ParameterizedTest
    @MethodSource("constraintsAndBackends")
    void stateOfFormat1IsReadOnAnyBackend(Golden<?> golden, StateBackend backend) throws Exception {
        try (var operator = operator(golden)) {
            operator.setStateBackend(backend);
            operator.setup(EVENTS.createSerializer(new SerializerConfigImpl()));
            operator.initializeState(
                    OperatorSnapshotUtil.readStateHandle(golden.path().toString()));
            operator.open();
            send(operator, 200, golden.second());
            operator.processWatermark(200);
            assertThat(operator.extractOutputValues().stream().map(OrderedEvent::value))
                    .containsExactlyElementsOf(golden.answers());
            assertThat(Stage.side(operator, SideTags.DEAD)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("constraints")
    @EnabledIfSystemProperty(named = "sameriver.golden", matches = "write")
    void goldenStateIsWritten(Golden<?> golden) throws Exception {
        try (var operator = operator(golden)) {
            operator.setStateBackend(new HashMapStateBackend());
            operator.open();
            send(operator, 100, golden.first());
            operator.processWatermark(100);
            operator.prepareSnapshotPreBarrier(1);
            var state =
                    operator.snapshotWithLocalState(
                                    1, 1, SavepointType.savepoint(SavepointFormatType.CANONICAL))
                            .getJobManagerOwnedState();
            OperatorSnapshotUtil.writeStateHandle(state, golden.path().toString());
            assertThat(Files.exists(golden.path())).isTrue();
        }
    }

    private static Claim claim(
            @Nullable Claim before, OrderedEvent<String> event, Results<String> results) {
        Claim now = before == null ? Claim.FREE : before;
        Claim.Answer answer = now.claim(event.value(), event.time(), HOUR);
        results.give(answer.toString());
        return answer.next();
    }

    /** Reserves 7 of 10. */
    private static Escrow reserve(
            @Nullable Escrow before, OrderedEvent<String> event, Results<String> results) {
        Escrow now = before == null ? Escrow.EMPTY.add(10).next() : before;
        Escrow.Answer answer = now.reserve(LOOSELY, event.value(), 7, event.time());
        results.give(answer.toString());
        return answer.next();
    }

    private static void send(
            KeyedOneInputStreamOperatorTestHarness<Object, EventGroup<String>, OrderedEvent<String>>
                    operator,
            long time,
            String request)
            throws Exception {
        operator.processElement(
                new StreamRecord<>(
                        EventGroup.of(
                                new OrderedEvent<>(
                                        "a", 0, 0, 1, 0, time, 0, time, time - 50, request))));
    }

    private static <S>
            KeyedOneInputStreamOperatorTestHarness<Object, EventGroup<String>, OrderedEvent<String>>
                    operator(Golden<S> golden) throws Exception {
        MachineStage<S, String, String> stage =
                new MachineStage<>(
                        "in-order",
                        golden.machine(),
                        TypeInformation.of(golden.state()),
                        EVENTS,
                        RowRange.ALL,
                        List.of("requests"),
                        Share.whole());
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new MachineOperator<>(stage),
                new EventGroup.Key<>(),
                KEYS.typeInfo(),
                Stage.MAX_PARALLELISM,
                1,
                0);
    }

    private static String key(String request) {
        return "a";
    }
}
