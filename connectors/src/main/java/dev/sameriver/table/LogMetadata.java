package dev.sameriver.table;

import dev.sameriver.log.Clock;
import dev.sameriver.log.EventBlock;
import java.util.Locale;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.DataType;
import org.jspecify.annotations.Nullable;

/** What a log says of a record, as metadata columns of its table. */
enum LogMetadata {
    PARTITION(DataTypes.INT().notNull()) {
        @Override
        Object of(EventBlock<?> block, int row) {
            return block.partition();
        }
    },
    OFFSET(DataTypes.BIGINT().notNull()) {
        @Override
        Object of(EventBlock<?> block, int row) {
            return block.offset(row);
        }
    },
    GENERATION(DataTypes.INT().notNull()) {
        @Override
        Object of(EventBlock<?> block, int row) {
            return block.generation();
        }
    },
    /** Of dead records, which have none, it is null. */
    EVENT_TIME(DataTypes.TIMESTAMP_LTZ(3).notNull()) {
        @Override
        @Nullable Object of(EventBlock<?> block, int row) {
            return time(block.time(row));
        }
    },
    /** Null before the partition's first event or heartbeat. */
    CLOCK(DataTypes.TIMESTAMP_LTZ(3)) {
        @Override
        @Nullable Object of(EventBlock<?> block, int row) {
            return time(block.clock(row));
        }
    },
    /** Whether the event's time is before its partition's clock. */
    LATE(DataTypes.BOOLEAN().notNull()) {
        @Override
        Object of(EventBlock<?> block, int row) {
            return block.time(row) < block.clock(row);
        }
    };

    private final DataType type;

    LogMetadata(DataType type) {
        this.type = type;
    }

    /** The one with a {@link #key}. */
    static LogMetadata of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }

    /** The value for a record, as Flink holds it. */
    abstract @Nullable Object of(EventBlock<?> block, int row);

    /** The name in SQL, as in {@code event_time}. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    DataType type() {
        return type;
    }

    /** Whether dead records have it. */
    boolean isOfDead() {
        return this != EVENT_TIME && this != LATE;
    }

    private static @Nullable TimestampData time(long millis) {
        return millis == Clock.NONE ? null : TimestampData.fromEpochMillis(millis);
    }
}
