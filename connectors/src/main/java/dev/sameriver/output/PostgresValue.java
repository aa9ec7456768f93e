package dev.sameriver.output;

import dev.sameriver.view.ColumnType;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a value goes to Postgres in an array, and comes back in a result. */
final class PostgresValue {

    /** As in 2001-01-01T00:00:00.000Z AD: Postgres has no year 0, and no sign before a year. */
    private static final DateTimeFormatter TIMESTAMP =
            new DateTimeFormatterBuilder()
                    .appendValue(ChronoField.YEAR_OF_ERA, 4, 9, SignStyle.NOT_NEGATIVE)
                    .appendPattern("-MM-dd'T'HH:mm:ss.SSS'Z' G")
                    .toFormatter(Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

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

    /** An array of the class that the driver sends fastest. */
    static @Nullable Object[] array(ColumnType type, int size) {
        return switch (type) {
            case TEXT, TIMESTAMP -> new @Nullable String[size];
            case LONG -> new @Nullable Long[size];
            case DOUBLE -> new @Nullable Double[size];
            case DECIMAL -> new @Nullable BigDecimal[size];
            case BOOLEAN -> new @Nullable Boolean[size];
        };
    }

    static @Nullable Object of(ColumnType type, @Nullable Object value) {
        return type == ColumnType.TIMESTAMP && value != null
                ? TIMESTAMP.format(Instant.ofEpochMilli((Long) value))
                : value;
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
