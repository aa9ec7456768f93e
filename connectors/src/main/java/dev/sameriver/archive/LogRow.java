package dev.sameriver.archive;

import dev.sameriver.log.Clock;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * One record of a partition, as it lies in the log.
 *
 * <p>Immutable, so that a reader may hand rows over in batches. The arrays and the Avro record
 * inside are not copied: whoever makes or reads a row leaves them as they are.
 */
public final class LogRow {

    private final long offset;
    private final RecordKind kind;
    private final long time;
    private final @Nullable String id;
    private final byte @Nullable [] raw;
    private final @Nullable String reason;
    private final @Nullable GenericRecord event;

    private LogRow(
            long offset,
            RecordKind kind,
            long time,
            @Nullable String id,
            byte @Nullable [] raw,
            @Nullable String reason,
            @Nullable GenericRecord event) {
        this.offset = offset;
        this.kind = kind;
        this.time = time;
        this.id = id;
        this.raw = raw;
        this.reason = reason;
        this.event = event;
    }

    /**
     * An event.
     *
     * @param time milliseconds since 1970-01-01T00:00Z
     * @param id the event's id, or null if the log has none
     */
    public static LogRow event(long offset, long time, @Nullable String id, GenericRecord event) {
        return new LogRow(offset, RecordKind.EVENT, time, id, null, null, event);
    }

    /** A heartbeat at {@code time} milliseconds since 1970-01-01T00:00Z. */
    public static LogRow heartbeat(long offset, long time) {
        return new LogRow(offset, RecordKind.HEARTBEAT, time, null, null, null, null);
    }

    /** A record that could not be decoded; {@code raw} is null if it had no bytes. */
    public static LogRow dead(long offset, byte @Nullable [] raw, String reason) {
        return new LogRow(offset, RecordKind.DEAD, Clock.NONE, null, raw, reason, null);
    }

    /** This row at another offset. */
    public LogRow at(long newOffset) {
        return new LogRow(newOffset, kind, time, id, raw, reason, event);
    }

    public long offset() {
        return offset;
    }

    public RecordKind kind() {
        return kind;
    }

    /** Milliseconds since 1970-01-01T00:00Z; {@link Clock#NONE} for a dead record. */
    public long time() {
        return time;
    }

    /** The event's id; null if the log has none, and for heartbeats and dead records. */
    public @Nullable String id() {
        return id;
    }

    /** The bytes of a dead record; else null. */
    public byte @Nullable [] raw() {
        return raw;
    }

    /** Why a dead record could not be decoded; else null. */
    public @Nullable String reason() {
        return reason;
    }

    /** The event with the columns that were asked for; null unless the kind is EVENT. */
    public @Nullable GenericRecord event() {
        return event;
    }

    @Override
    public String toString() {
        return switch (kind) {
            case EVENT -> offset + "@" + time + " " + event;
            case HEARTBEAT -> offset + "@" + time + " heartbeat";
            case DEAD -> offset + " dead: " + reason;
        };
    }
}
