package dev.sameriver.output;

import dev.sameriver.view.ColumnType;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * How a value goes to Postgres in an array, and comes back in a result; for how a timestamp goes
 * there see {@link PostgresTimestamps}.
 */
final class PostgresValue {

    private PostgresValue() {}

    /** The name of the type of an array's elements. */
    static String element(ColumnType type) {
        return switch (type) {
            case TEXT -> "text";
            case LONG -> "int8";
            case DOUBLE -> "float8";
            case DECIMAL -> "numeric";
            case BOOLEAN -> "bool";
            case TIMESTAMP -> "timestamptz";
        };
    }

    /**
     * An array of the class that the driver sends fastest; of timestamps it would be a slow one.
     */
    static @Nullable Object[] array(ColumnType type, int size) {
        return switch (type) {
            case TEXT -> new @Nullable String[size];
            case LONG -> new @Nullable Long[size];
            case DOUBLE -> new @Nullable Double[size];
            case DECIMAL -> new @Nullable BigDecimal[size];
            case BOOLEAN -> new @Nullable Boolean[size];
            case TIMESTAMP -> throw new IllegalArgumentException("timestamps go as text");
        };
    }

    static @Nullable Object read(ResultSet result, int column, ColumnType type)
            throws SQLException {
        Object value =
                switch (type) {
                    case TEXT -> result.getString(column);
                    case LONG -> (Object) result.getLong(column);
                    case DOUBLE -> result.getDouble(column);
                    case DECIMAL -> result.getBigDecimal(column);
                    case BOOLEAN -> result.getBoolean(column);
                    case TIMESTAMP -> result.getObject(column, OffsetDateTime.class);
                };
        if (result.wasNull()) {
            return null;
        }
        return value instanceof OffsetDateTime time ? time.toInstant().toEpochMilli() : value;
    }
}
