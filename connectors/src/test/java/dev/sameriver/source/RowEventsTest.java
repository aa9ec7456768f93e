package dev.sameriver.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.archive.LogRow;
import dev.sameriver.log.Clock;
import dev.sameriver.log.Event;
import dev.sameriver.log.Position;
import java.util.List;
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

    @Test
    void eventCarriesTheClockBeforeItself() {
        RowEvents<Reading> rows = rows(false);
        rows.add(0, event(0, 1_000, 1L));
        rows.add(0, event(1, 700, 2L));
        rows.add(0, event(2, 1_500, 3L));
        assertThat(clocks(rows)).containsExactly(Clock.NONE, 900L, 900L);
        assertThat(rows.greatest()).isEqualTo(1_500);
    }

    @Test
    void heartbeatMovesTheClockAndIsNoEvent() {
        RowEvents<Reading> rows = rows(false);
        rows.add(1, LogRow.heartbeat(0, 5_000));
        rows.add(1, event(1, 1, 1L));
        assertThat(clocks(rows)).containsExactly(4_900L);
    }

    @Test
    void batchOfHeartbeatsOnlyMovesThePosition() {
        RowEvents<Reading> rows = rows(false);
        rows.add(1, LogRow.heartbeat(6, 5_000));
        assertThat(rows.moved()).isTrue();
        EventBatch<Reading> batch = rows.take(true);
        assertThat(batch.events()).isEmpty();
        assertThat(batch.next()).isEqualTo(new Position(1, 3, 7));
        assertThat(batch.greatest()).isEqualTo(5_000);
        assertThat(rows.moved()).isFalse();
    }

    @Test
    void deadRecordDoesNotMoveTheClock() {
        RowEvents<Reading> rows = rows(false);
        rows.add(0, event(0, 1_000, 1L));
        rows.add(0, LogRow.dead(1, new byte[] {9}, "cannot be read"));
        rows.add(0, event(2, 1_100, 1L));
        EventBatch<Reading> batch = rows.take(false);
        assertThat(batch.events().get(1).deadReason()).isEqualTo("cannot be read");
        assertThat(batch.events().get(1).raw()).containsExactly(9);
        assertThat(batch.events().get(2).clock()).isEqualTo(900);
    }

    @Test
    void eventThatDoesNotFitTheViewIsDeadButItsTimeMovesTheClock() {
        RowEvents<Reading> rows = rows(false);
        rows.add(0, event(0, 1_000, null));
        rows.add(0, event(1, 1_000, 1L));
        EventBatch<Reading> batch = rows.take(false);
        assertThat(batch.events().get(0).deadReason()).isEqualTo("column amount is null");
        assertThat(batch.events().get(1).clock()).isEqualTo(900);
    }

    @Test
    void everythingBeforeTheFirstHeartbeatOfAnAddedPartitionIsBehindItsClock() {
        RowEvents<Reading> rows = rows(true);
        rows.add(1, event(0, 9_000, 1L));
        rows.add(1, event(1, 9_500, 1L));
        rows.add(1, LogRow.heartbeat(2, 9_200));
        rows.add(1, event(3, 9_500, 1L));
        EventBatch<Reading> batch = rows.take(false);
        assertThat(batch.events().stream().map(Event::clock))
                .containsExactly(Clock.MAX_TIME, Clock.MAX_TIME, 9_400L);
        assertThat(batch.unborn()).isFalse();
    }

    private static List<Long> clocks(RowEvents<Reading> rows) {
        return rows.take(false).events().stream().map(Event::clock).toList();
    }

    private static RowEvents<Reading> rows(boolean unborn) {
        LogSplit split = LogSplit.partition(new Position(0, 3, 0), Clock.NONE, null, unborn);
        return new RowEvents<>(RecordMapper.of(Reading.class), split, BOUND);
    }

    private static LogRow event(long offset, long time, @Nullable Long amount) {
        GenericData.Record record = new GenericData.Record(SCHEMA);
        record.put("amount", amount);
        return LogRow.event(offset, time, null, record);
    }
}
