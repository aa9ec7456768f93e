package dev.sameriver.aggregate;

import dev.sameriver.log.CountedEvent;
import dev.sameriver.log.EventBlock;
import dev.sameriver.log.Position;
import dev.sameriver.view.ColumnType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * The events that a row counts, in the order of the log, as a TEXT: {@link CountedEvent}s parted by
 * spaces. A run that is asked why its rows are what they are has this column behind the view's own;
 * so the same verdicts choose these events that choose those of the row.
 *
 * <p>All events of a row are held: it is for some keys and a range, not for whole views.
 */
public final class CountedEvents<T> extends ObjectColumn<T, List<CountedEvent>> {

    /** An event with its position, and its place in the list. */
    private static final int BYTES_AN_EVENT = 88;

    /** The column's name. */
    public static final String NAME = "sameriver_events";

    private final String log;

    private transient @Nullable EventBlock<T> block;

    /**
     * @param log the name of the log that the events are of
     */
    public CountedEvents(String log) {
        super(NAME, ColumnType.TEXT);
        this.log = log;
    }

    /** The events that a value of this column lists. */
    public static List<CountedEvent> parse(String value) {
        List<CountedEvent> events = new ArrayList<>();
        for (String event : value.split(" ", -1)) {
            events.add(CountedEvent.parse(event));
        }
        return events;
    }

    @Override
    public String format() {
        return "counted-events/1";
    }

    @Override
    List<CountedEvent> create() {
        return new ArrayList<>();
    }

    @Override
    boolean bind(EventBlock<T> newBlock) {
        block = newBlock;
        return true;
    }

    /** Reads nothing: what is held of an event is in its block. */
    @Override
    void read(T value, int row) {}

    @Override
    void add(List<CountedEvent> accumulator, int row) {
        EventBlock<T> events = Objects.requireNonNull(block, "no block is bound");
        accumulator.add(
                new CountedEvent(
                        log,
                        new Position(events.generation(), events.partition(), events.offset(row)),
                        events.time(row),
                        events.clock(row)));
    }

    @Override
    void merge(List<CountedEvent> into, List<CountedEvent> from) {
        into.addAll(from);
    }

    @Override
    long bytes(List<CountedEvent> accumulator) {
        return 64 + (long) BYTES_AN_EVENT * accumulator.size();
    }

    @Override
    @Nullable Object result(List<CountedEvent> accumulator) {
        return accumulator.isEmpty()
                ? null
                : accumulator.stream()
                        .sorted()
                        .map(CountedEvent::toString)
                        .collect(Collectors.joining(" "));
    }

    @Override
    void write(List<CountedEvent> accumulator, DataOutputView out) throws IOException {
        Binary.writeUnsigned(accumulator.size(), out);
        for (CountedEvent event : accumulator.stream().sorted().toList()) {
            Binary.writeUnsigned(event.position().generation(), out);
            Binary.writeUnsigned(event.position().partition(), out);
            Binary.writeUnsigned(event.position().offset(), out);
            Binary.writeSigned(event.time(), out);
            Binary.writeSigned(event.clock(), out);
        }
    }

    @Override
    List<CountedEvent> read(DataInputView in) throws IOException {
        List<CountedEvent> events = new ArrayList<>();
        for (long left = Binary.readUnsigned(in); left > 0; left--) {
            Position position =
                    new Position(
                            (int) Binary.readUnsigned(in),
                            (int) Binary.readUnsigned(in),
                            Binary.readUnsigned(in));
            events.add(
                    new CountedEvent(log, position, Binary.readSigned(in), Binary.readSigned(in)));
        }
        return events;
    }
}
