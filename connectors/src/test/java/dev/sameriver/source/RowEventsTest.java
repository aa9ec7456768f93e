package dev.sameriver.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.archive.LogRow;
import dev.sameriver.log.Clock;
import dev.sameriver.log.Event;
import dev.sameriver.log.EventBlock;
import dev.sameriver.log.Position;
import dev.sameriver.view.EventType;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowEventsTest {

    private static final long BOUND = 100;
    private static final Schema SCHEMA =
            SchemaBuilder.record("Reading").fields().optionalLong("amount").endRecord();

    record Reading(long amount) {}

    private PartitionClock clock =
            new PartitionClock(
                    LogSplit.partition(new Position(0, 3, 0), Clock.NONE, null, false), BOUND);

    @Test
    void eventCarriesTheClockBeforeItself() {
        RowEvents<Reading> rows = rows(false);
        rows.add(0, event(0, 1_000, 1L));
        rows.add(0, event(1, 700, 2L));
        rows.add(0, event(2, 1_500, 3L));
        assertThat(clocks(rows)).containsExactly(Clock.NONE, 900L, 900L);
        assertThat(clock.greatest()).isEqualTo(1_500);
    }

    @Test
    void heartbeatMovesTheClockAndIsNoEvent() {
        RowEvents<Reading> rows = rows(false);
        rows.add(1, LogRow.heartbeat(0, 5_000));
        rows.add(1, event(1, 1, 1L));
        assertThat(clocks(rows)).containsExactly(4_900L);
    }

    @Test
    void heartbeatsAloneMoveThePositionAndAreNoBlock() {
        RowEvents<Reading> rows = rows(false);
        rows.add(1, LogRow.heartbeat(6, 5_000));
        assertThat(rows.take()).isNull();
        assertThat(clock.next()).isEqualTo(new Position(1, 3, 7));
        assertThat(clock.greatest()).isEqualTo(5_000);
    }

    @Test
    void deadRecordDoesNotMoveTheClock() {
        RowEvents<Reading> rows = rows(false);
        rows.add(0, event(0, 1_000, 1L));
        rows.add(0, LogRow.dead(1, new byte[] {9}, "cannot be read"));
        rows.add(0, event(2, 1_100, 1L));
        List<Event<Reading>> events = events(rows);
        assertThat(events.get(1).deadReason()).isEqualTo("cannot be read");
        assertThat(events.get(1).raw()).containsExactly(9);
        assertThat(events.get(2).clock()).isEqualTo(900);
    }

    @Test
    void eventThatDoesNotFitTheViewIsDeadButItsTimeMovesTheClock() {
        RowEvents<Reading> rows = rows(false);
        rows.add(0, event(0, 1_000, null));
        rows.add(0, event(1, 1_000, 1L));
        List<Event<Reading>> events = events(rows);
        assertThat(events.get(0).deadReason()).isEqualTo("column amount is null");
        assertThat(events.get(0).raw()).asString().isEqualTo("{\"amount\": null}");
        assertThat(events.get(1).clock()).isEqualTo(900);
    }

    @Test
    void everythingBeforeTheFirstHeartbeatOfAnAddedPartitionIsBehindItsClock() {
        RowEvents<Reading> rows = rows(true);
        rows.add(1, event(0, 9_000, 1L));
        rows.add(1, event(1, 9_500, 1L));
        rows.add(1, LogRow.heartbeat(2, 9_200));
        rows.add(1, event(3, 9_500, 1L));
        assertThat(clocks(rows)).containsExactly(Clock.MAX_TIME, Clock.MAX_TIME, 9_400L);
        assertThat(clock.unborn()).isFalse();
    }

    private static List<Long> clocks(RowEvents<Reading> rows) {
        return events(rows).stream().map(Event::clock).toList();
    }

    private static List<Event<Reading>> events(RowEvents<Reading> rows) {
        EventBlock<Reading> block = Objects.requireNonNull(rows.take());
        return IntStream.range(0, block.size()).mapToObj(block::event).toList();
    }

    private RowEvents<Reading> rows(boolean unborn) {
        LogSplit split = LogSplit.partition(new Position(0, 3, 0), Clock.NONE, null, unborn);
        clock = new PartitionClock(split, BOUND);
        return new RowEvents<>(RecordMapper.of(EventType.of(Reading.class)), clock);
    }

    private static LogRow event(long offset, long time, @Nullable Long amount) {
        GenericData.Record record = new GenericData.Record(SCHEMA);
        record.put("amount", amount);
        return LogRow.event(offset, time, null, record);
    }
}
