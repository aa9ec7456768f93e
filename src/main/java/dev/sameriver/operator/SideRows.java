package dev.sameriver.operator;

import dev.sameriver.log.Clock;
import dev.sameriver.log.Event;
import dev.sameriver.view.Column;
import dev.sameriver.view.ColumnType;
import dev.sameriver.view.RowSchema;
import dev.sameriver.view.ViewRow;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows beside a view: its late events and its dead letters. Both are keyed by log position,
 * dead letters also by what was made of the event and where, so that writing one twice is writing
 * it once.
 */
public final class SideRows {

    /** The columns of a log position. */
    public static final List<Column> POSITION =
            List.of(
                    new Column("log", ColumnType.TEXT),
                    new Column("generation", ColumnType.LONG),
                    new Column("log_partition", ColumnType.LONG),
                    new Column("log_offset", ColumnType.LONG));

    /**
     * Late events: position, event time, the clock that judged, the verdict ({@code late}: no
     * window counts it; {@code partial}: some do), the windows that it missed as {@code start/end}
     * parted by spaces (empty for sessions; of more than 1,440, which follow each other, the first,
     * the last and how many), and the event as text.
     */
    public static final RowSchema LATE =
            schema(
                    0,
                    new Column("event_time", ColumnType.TIMESTAMP),
                    new Column("clock", ColumnType.TIMESTAMP),
                    new Column("verdict", ColumnType.TEXT),
                    new Column("missed", ColumnType.TEXT),
                    new Column("event", ColumnType.TEXT));

    /**
     * Dead letters: position, the step that refused it, the number that tells apart what came to
     * that step of one event, the reason, the bytes as text, and whether that text is base64.
     */
    public static final RowSchema DEAD =
            schema(
                    2,
                    new Column("step", ColumnType.TEXT),
                    new Column("number", ColumnType.LONG),
                    new Column("reason", ColumnType.TEXT),
                    new Column("raw", ColumnType.TEXT),
                    new Column("base64", ColumnType.BOOLEAN));

    private static final String READ = "read";

    private SideRows() {}

    /**
     * The row of a late event.
     *
     * @param partial whether some windows count it
     * @param missed the windows that it missed
     */
    public static ViewRow late(String log, Event<?> event, boolean partial, String missed) {
        return row(
                log,
                event,
                event.time(),
                event.clock() == Clock.NONE ? null : event.clock(),
                partial ? "partial" : "late",
                missed,
                String.valueOf(event.value()));
    }

    /** The row of an event that was dead when it was read, or before any other step. */
    public static ViewRow dead(String log, Event<?> event) {
        return dead(log, event, READ, 0);
    }

    /**
     * The row of an event, or of what was made of it, that a step refused.
     *
     * @param step the step's name, which no other step of the view has
     * @param number what tells it apart from all else that came to the step of the same event
     */
    public static ViewRow dead(String log, Event<?> event, String step, long number) {
        byte[] raw = event.raw();
        String text = raw == null ? null : utf8(raw);
        boolean base64 = raw != null && text == null;
        return row(
                log,
                event,
                step,
                number,
                event.deadReason(),
                base64 ? Base64.getEncoder().encodeToString(raw) : text,
                base64);
    }

    private static ViewRow row(String log, Event<?> event, @Nullable Object... rest) {
        @Nullable Object[] values = new @Nullable Object[POSITION.size() + rest.length];
        values[0] = log;
        values[1] = (long) event.generation();
        values[2] = (long) event.partition();
        values[3] = event.offset();
        System.arraycopy(rest, 0, values, POSITION.size(), rest.length);
        return new ViewRow(values, true);
    }

    private static @Nullable String utf8(byte[] raw) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(raw)).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static RowSchema schema(int moreKeys, Column... rest) {
        List<Column> columns = new ArrayList<>(POSITION);
        columns.addAll(List.of(rest));
        return new RowSchema(columns, POSITION.size() + moreKeys);
    }
}
