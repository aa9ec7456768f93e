package dev.sameriver.source;

import dev.sameriver.archive.LogRow;
import dev.sameriver.log.Event;
import dev.sameriver.log.EventBlock;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** Turns the rows of one partition, in order, into events with the clock on them. */
final class RowEvents<T> {

    private final EventMapper<T> mapper;
    private final PartitionClock clock;

    private List<Event<T>> events = new ArrayList<>();

    RowEvents(EventMapper<T> mapper, PartitionClock clock) {
        this.mapper = mapper;
        this.clock = clock;
    }

    /** Takes the next row of the partition. */
    void add(int generation, LogRow row) {
        switch (row.kind()) {
            case EVENT -> events.add(event(generation, row));
            case DEAD ->
                    events.add(
                            Event.dead(
                                    generation,
                                    clock.partition(),
                                    row.offset(),
                                    clock.time(),
                                    String.valueOf(row.reason()),
                                    row.raw()));
            case HEARTBEAT -> {}
        }
        clock.pass(row.kind(), row.time());
        clock.moveTo(generation, row.offset() + 1);
    }

    int size() {
        return events.size();
    }

    /** The events since the last block was taken; null if there were none. */
    @Nullable EventBlock<T> take() {
        if (events.isEmpty()) {
            return null;
        }
        EventBlock<T> block = EventBlock.of(events);
        events = new ArrayList<>();
        return block;
    }

    private Event<T> event(int generation, LogRow row) {
        GenericRecord value = row.event();
        try {
            if (value == null) {
                throw new IllegalArgumentException("the event has no value");
            }
            return Event.of(
                    generation,
                    clock.partition(),
                    row.offset(),
                    row.time(),
                    clock.time(),
                    mapper.map(value));
        } catch (RuntimeException e) {
            return Event.unmapped(
                    generation,
                    clock.partition(),
                    row.offset(),
                    row.time(),
                    clock.time(),
                    String.valueOf(e.getMessage()),
                    (value == null ? "" : mapper.text(value)).getBytes(StandardCharsets.UTF_8));
        }
    }
}
