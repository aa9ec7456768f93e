package dev.sameriver.table;

import java.util.Locale;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.types.DataType;

/** The columns of a log's dead letters. */
enum DeadColumn {
    /** Why the record could not be decoded. */
    REASON(DataTypes.STRING().notNull()),
    /** The record's bytes; null if it had none. */
    PAYLOAD(DataTypes.BYTES());

    private final DataType type;

    DeadColumn(DataType type) {
        this.type = type;
    }

    /** The name in SQL. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    DataType type() {
        return type;
    }
}
