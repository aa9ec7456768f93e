package dev.sameriver.table;

import dev.sameriver.aggregate.AggregateColumn;
import dev.sameriver.aggregate.Aggregation;
import dev.sameriver.log.Clock;
import dev.sameriver.log.Event;
import dev.sameriver.operator.WindowsOfKey;
import dev.sameriver.sql.TableTotals;
import dev.sameriver.view.ColumnType;
import dev.sameriver.view.UserError;
import dev.sameriver.view.ViewRow;
import java.lang.invoke.MethodType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.types.Row;
import org.jspecify.annotations.Nullable;

/**
 * What {@link WindowFunction} does in one call: its windows and totals over the rows of a table
 * that has a log's metadata columns.
 */
final class WindowedRows {

    private static final String START = "window_start";
    private static final String END = "window_end";
    private static final DecimalType DECIMAL =
            (DecimalType) ViewColumn.type(ColumnType.DECIMAL).getLogicalType();

    private final String windowsText;
    private final String totalsText;
    private final TableTotals totals;
    private final Aggregation<ViewRow> aggregation;
    private final WindowsOfKey<ViewRow> windows;

    /** The names of the metadata columns in the table. */
    private final Map<LogMetadata, String> metadata = new LinkedHashMap<>();

    /**
     * @param windows see {@link WindowText}
     * @param totals see {@link TableTotals}
     * @param table the type of the table's rows
     * @throws UserError if one of them is not as it must be
     */
    WindowedRows(String windows, String totals, DataType table) {
        this.windowsText = windows;
        this.totalsText = totals;
        Map<String, Class<?>> columns = new LinkedHashMap<>();
        for (DataTypes.Field field : DataType.getFields(table)) {
            columns.put(field.getName(), javaType(field.getDataType()));
        }
        for (LogMetadata one :
                List.of(
                        LogMetadata.PARTITION,
                        LogMetadata.OFFSET,
                        LogMetadata.GENERATION,
                        LogMetadata.CLOCK)) {
            metadata.put(one, column(one, columns));
        }
        this.totals = TableTotals.of(totals, columns);
        this.aggregation = this.totals.aggregation();
        this.windows = new WindowsOfKey<>(WindowText.read(windows), aggregation);
    }

    /** Primitive where there is always a value. */
    private static Class<?> javaType(DataType type) {
        Class<?> boxed = type.getConversionClass();
        return type.getLogicalType().isNullable()
                ? boxed
                : MethodType.methodType(boxed).unwrap().returnType();
    }

    /** The catalog puts log_ before the name where a column of the log's own has it already. */
    private static String column(LogMetadata wanted, Map<String, Class<?>> columns) {
        List<String> found =
                Stream.of(wanted.key(), "log_" + wanted.key())
                        .filter(name -> javaType(wanted.type()) == columns.get(name))
                        .toList();
        if (found.size() == 1) {
            return found.get(0);
        }
        String type = wanted.type().getLogicalType().asSummaryString();
        String complaint =
                found.isEmpty()
                        ? "no %s of type %s: select it, as it is in the log's table."
                                .formatted(wanted.key(), type)
                        : "both %s and %s of type %s: select the log's alone."
                                .formatted(found.get(0), found.get(1), type);
        throw new UserError(
                "The input of windowed has the log's metadata columns, as they decide what is late,"
                        + " but it has "
                        + complaint);
    }

    /** The type of a row of a window, behind the columns of the key. */
    DataType type() {
        List<DataTypes.Field> fields = new ArrayList<>();
        fields.add(DataTypes.FIELD(START, ViewColumn.type(ColumnType.TIMESTAMP).notNull()));
        fields.add(DataTypes.FIELD(END, ViewColumn.type(ColumnType.TIMESTAMP).notNull()));
        for (AggregateColumn<?> column : aggregation.columns()) {
            fields.add(DataTypes.FIELD(column.name(), ViewColumn.type(column.type())));
        }
        return DataTypes.ROW(fields);
    }

    boolean isOf(String otherWindows, String otherTotals) {
        return windowsText.equals(otherWindows) && totalsText.equals(otherTotals);
    }

    /**
     * That a key's state is of this call: another gives its bytes another meaning.
     *
     * @throws UserError if it is of another
     */
    void requireSame(String heldWindows, String heldTotals) {
        if (!isOf(heldWindows, heldTotals)) {
            throw new UserError(
                    "State is kept for the windows and totals that it was made with, but it is of "
                            + call(heldWindows, heldTotals)
                            + " and the query asks for "
                            + call(windowsText, totalsText)
                            + ": start without the savepoint, or give windowed another uid.");
        }
    }

    private static String call(String windows, String totals) {
        return "'" + windows + "' with '" + totals + "'";
    }

    /** Turns to another key. */
    WindowsOfKey<ViewRow> turnTo(byte @Nullable [] state) {
        windows.turnTo(state);
        return windows;
    }

    /**
     * The event that a row is.
     *
     * @param time in milliseconds since 1970-01-01T00:00Z
     */
    Event<ViewRow> event(Row row, long time) {
        Instant clock = row.getFieldAs(name(LogMetadata.CLOCK));
        return Event.of(
                row.<Integer>getFieldAs(name(LogMetadata.GENERATION)),
                row.<Integer>getFieldAs(name(LogMetadata.PARTITION)),
                row.<Long>getFieldAs(name(LogMetadata.OFFSET)),
                time,
                clock == null ? Clock.NONE : clock.toEpochMilli(),
                values(row));
    }

    private ViewRow values(Row row) {
        @Nullable Object[] values = new @Nullable Object[totals.columns().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = row.getField(totals.columns().get(i));
        }
        return totals.row(values);
    }

    private String name(LogMetadata column) {
        return Objects.requireNonNull(metadata.get(column));
    }

    /**
     * A window as a row of {@link #type}.
     *
     * @throws UserError if a decimal does not fit there
     */
    Row row(long start, long end, @Nullable Object[] results) {
        Row row = new Row(2 + results.length);
        row.setField(0, Instant.ofEpochMilli(start));
        row.setField(1, Instant.ofEpochMilli(end));
        for (int i = 0; i < results.length; i++) {
            row.setField(2 + i, value(aggregation.columns().get(i), results[i]));
        }
        return row;
    }

    private static @Nullable Object value(AggregateColumn<?> column, @Nullable Object result) {
        if (result == null) {
            return null;
        }
        return switch (column.type()) {
            case TIMESTAMP -> Instant.ofEpochMilli((Long) result);
            case DECIMAL -> decimal(column, (BigDecimal) result);
            default -> result;
        };
    }

    private static BigDecimal decimal(AggregateColumn<?> column, BigDecimal result) {
        BigDecimal exact = ViewColumn.exactly(result, DECIMAL);
        if (exact == null) {
            throw new UserError(
                    "A total of decimals must fit "
                            + DECIMAL.asSummaryString()
                            + ", but "
                            + column.name()
                            + " is "
                            + result.toPlainString()
                            + ": CAST what it is of AS DOUBLE.");
        }
        return exact;
    }
}
