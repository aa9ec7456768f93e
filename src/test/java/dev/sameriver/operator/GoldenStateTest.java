package dev.sameriver.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.aggregate.Aggregation;
import dev.sameriver.aggregate.LastPosition;
import dev.sameriver.log.Clock;
import dev.sameriver.log.Event;
import dev.sameriver.log.EventBlock;
import dev.sameriver.view.Column;
import dev.sameriver.view.ColumnType;
import dev.sameriver.view.RowSchema;
import dev.sameriver.view.ViewRow;
import dev.sameriver.view.ViewRowTypeInfo;
import dev.sameriver.window.WindowSpec;
import dev.sameriver.window.Windows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.SavepointType;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * State that an earlier release wrote is restored and gives the rows it must. The files are
 * canonical savepoints of the window operator, with count, sum, min, max and mean columns, and of
 * the combiner; they are written by {@code -Dsameriver.golden=write}, for a new format version
 * only.
 */
class GoldenStateTest {

    private static final Path GOLDEN = Path.of("test/resources/golden");

    private static final WindowSpec HOPPING =
            Windows.hopping(Duration.ofHours(1), Duration.ofMinutes(15));
    private static final WindowSpec SESSIONS = Windows.session(Duration.ofMinutes(30));

    private static final RowSchema POSITIONS =
            new RowSchema(
                    List.of(
                            new Column("key", ColumnType.TEXT),
                            new Column("window_start", ColumnType.TIMESTAMP),
                            new Column("window_end", ColumnType.TIMESTAMP),
                            new Column("last", ColumnType.TEXT)),
                    3);

    static Stream<Arguments> backends() {
        return Stream.of(
                Arguments.of(new HashMapStateBackend()),
                Arguments.of(new EmbeddedRocksDBStateBackend(true)));
    }

    @ParameterizedTest
    @MethodSource("backends")
    void slicesOfFormat1AreReadOnAnyBackend(StateBackend backend) throws Exception {
        assertThat(restored("slices-v1", HOPPING, backend))
                .containsExactly(
                        "a,1970-01-01T09:30:00Z,1970-01-01T10:30:00Z,5,15,-4,10,3.0",
                        "a,1970-01-01T09:45:00Z,1970-01-01T10:45:00Z,5,15,-4,10,3.0",
                        "a,1970-01-01T10:00:00Z,1970-01-01T11:00:00Z,5,15,-4,10,3.0",
                        "a,1970-01-01T10:15:00Z,1970-01-01T11:15:00Z,1,5,5,5,5.0",
                        "b,1970-01-01T10:00:00Z,1970-01-01T11:00:00Z,1,7,7,7,7.0",
                        "b,1970-01-01T10:15:00Z,1970-01-01T11:15:00Z,1,7,7,7,7.0",
                        "b,1970-01-01T10:30:00Z,1970-01-01T11:30:00Z,1,7,7,7,7.0",
                        "b,1970-01-01T10:45:00Z,1970-01-01T11:45:00Z,1,7,7,7,7.0");
    }

    @ParameterizedTest
    @MethodSource("backends")
    void sessionsOfFormat1AreReadOnAnyBackend(StateBackend backend) throws Exception {
        assertThat(restored("sessions-v1", SESSIONS, backend))
                .containsExactly(
                        "a,1970-01-01T10:05:00Z,1970-01-01T10:50:00Z,4,14,-4,10,3.5",
                        "b,1970-01-01T10:50:00Z,1970-01-01T11:20:00Z,1,7,7,7,7.0");
    }

    @ParameterizedTest
    @MethodSource("backends")
    void lastPositionsOfFormat1AreReadOnAnyBackend(StateBackend backend) throws Exception {
        assertThat(restored("last-positions-v1", SESSIONS, positions(), POSITIONS, backend))
                .containsExactly(
                        "a,1970-01-01T10:05:00Z,1970-01-01T10:50:00Z,1/2/620",
                        "b,1970-01-01T10:50:00Z,1970-01-01T11:20:00Z,1/2/650");
    }

    @Test
    void sumsOfFormat1AreRead() throws Exception {
        WindowStage<Reading> stage = stage();
        try (var combiner =
                new OneInputStreamOperatorTestHarness<EventBlock<Reading>, Partial>(
                        Stage.combiner(SESSIONS, stage, Combiner.CAPACITY))) {
            combiner.setup(new PartialTypeInfo(stage).createSerializer(new SerializerConfigImpl()));
            combiner.initializeState(
                    OperatorSnapshotUtil.readStateHandle(GOLDEN.resolve("sums-v1").toString()));
            combiner.open();

            assertThat(Stage.tally(combiner, Tallies.COUNTED)).isEqualTo(5);
            assertThat(Stage.tally(combiner, Tallies.LATE)).isEqualTo(1);
            assertThat(Stage.tally(combiner, Tallies.DEAD)).isZero();
            assertThat(Stage.tally(combiner, Tallies.SHARES)).isEqualTo(1L << 32);
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "sameriver.golden", matches = "write")
    void goldenStateIsWritten() throws Exception {
        write("slices-v1", HOPPING, stage());
        write("sessions-v1", SESSIONS, stage());
    }

    @Test
    @EnabledIfSystemProperty(named = "sameriver.golden", matches = "write")
    void goldenLastPositionsAreWritten() throws Exception {
        write("last-positions-v1", SESSIONS, positions());
    }

    /** The sums lie in the combiner's state, beside nothing else. */
    @Test
    @EnabledIfSystemProperty(named = "sameriver.golden", matches = "write")
    void goldenSumsAreWritten() throws Exception {
        try (var combiner =
                new OneInputStreamOperatorTestHarness<EventBlock<Reading>, Partial>(
                        Stage.combiner(SESSIONS, stage(), Combiner.CAPACITY))) {
            combiner.open();
            events(combiner);
            combiner.prepareSnapshotPreBarrier(1);
            OperatorSubtaskState state =
                    combiner.snapshotWithLocalState(
                                    1, 1, SavepointType.savepoint(SavepointFormatType.CANONICAL))
                            .getJobManagerOwnedState();
            OperatorSnapshotUtil.writeStateHandle(state, GOLDEN.resolve("sums-v1").toString());
        }
    }

    private static void write(String name, WindowSpec windows, WindowStage<Reading> stage)
            throws Exception {
        var combiner =
                new OneInputStreamOperatorTestHarness<EventBlock<Reading>, Partial>(
                        Stage.combiner(windows, stage, Combiner.CAPACITY));
        var operator = Stage.windowOperator(windows, stage, 1 << 20, 1, 0);
        try (combiner;
                operator) {
            operator.setStateBackend(new HashMapStateBackend());
            operator.open();
            combiner.open();
            events(combiner);
            combiner.prepareSnapshotPreBarrier(1);
            for (Partial partial : combiner.extractOutputValues()) {
                operator.processElement(new StreamRecord<>(partial));
            }
            operator.processWatermark(minute(10, 20) - 1);
            operator.prepareSnapshotPreBarrier(1);
            OperatorSubtaskState state =
                    operator.snapshotWithLocalState(
                                    1, 1, SavepointType.savepoint(SavepointFormatType.CANONICAL))
                            .getJobManagerOwnedState();
            Files.createDirectories(GOLDEN);
            OperatorSnapshotUtil.writeStateHandle(state, GOLDEN.resolve(name).toString());
        }
    }

    private static List<String> restored(String name, WindowSpec windows, StateBackend backend)
            throws Exception {
        return restored(name, windows, stage(), ViewCase.SCHEMA, backend);
    }

    private static List<String> restored(
            String name,
            WindowSpec windows,
            WindowStage<Reading> stage,
            RowSchema schema,
            StateBackend backend)
            throws Exception {
        OperatorSubtaskState state =
                OperatorSnapshotUtil.readStateHandle(GOLDEN.resolve(name).toString());
        try (KeyedOneInputStreamOperatorTestHarness<Object, Partial, ViewRow> operator =
                Stage.windowOperator(windows, stage, 1 << 20, 1, 0)) {
            operator.setStateBackend(backend);
            operator.setup(
                    new ViewRowTypeInfo(schema).createSerializer(new SerializerConfigImpl()));
            operator.initializeState(state);
            operator.open();
            operator.processWatermark(Long.MAX_VALUE);
            return operator.extractOutputValues().stream()
                    .map(row -> Stage.line(schema, row))
                    .sorted()
                    .toList();
        }
    }

    private static WindowStage<Reading> positions() {
        return new WindowStage<>(
                NaiveLog.NAME,
                ViewCase.KEYS,
                new Aggregation<>(List.of(new LastPosition<>())),
                RowRange.ALL,
                0);
    }

    private static WindowStage<Reading> stage() {
        return new WindowStage<>(
                NaiveLog.NAME, ViewCase.KEYS, ViewCase.aggregation(), RowRange.ALL, 0);
    }

    private static void events(
            OneInputStreamOperatorTestHarness<EventBlock<Reading>, Partial> combiner)
            throws Exception {
        event(combiner, "a", minute(10, 5), 10, Clock.NONE);
        event(combiner, "a", minute(10, 7), 3, minute(9, 0));
        event(combiner, "a", minute(10, 12), -4, minute(10, 5));
        event(combiner, "a", minute(10, 20), 5, minute(10, 20));
        // Late as a session's event, and for the first of its hopping windows.
        event(combiner, "a", minute(10, 14), 1, minute(10, 20));
        event(combiner, "b", minute(10, 50), 7, minute(10, 20));
    }

    private static void event(
            OneInputStreamOperatorTestHarness<EventBlock<Reading>, Partial> combiner,
            String key,
            long time,
            long amount,
            long clock)
            throws Exception {
        combiner.processElement(
                new StreamRecord<>(
                        EventBlock.of(
                                Event.of(
                                        1,
                                        2,
                                        time / 60_000,
                                        time,
                                        clock,
                                        new Reading(key, amount)))));
    }

    private static long minute(int hour, int minute) {
        return Duration.ofMinutes(hour * 60L + minute).toMillis();
    }
}
