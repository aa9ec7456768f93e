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
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.types.DataType;
import org.apache.flink.types.Row;
import org.jspecify.annotations.Nullable;

/**
 * What {@link WindowFunction} does in one call: its windows and totals over the rows of a table
 * that has a log's metadata columns.
 */
final class WindowedRows {

    private static final String START = "window_start";
    private static final String END = "window_end";

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

    private static Class<?> javaType(DataType type) {
        Class<?> boxed = type.getConversionClass();
        boolean isNullable = type.getLogicalType().isNullable();
        return isNullable ? boxed : MethodType.methodType(boxed).unwrap().returnType();
    }

    /** As in the catalog, where a column of the log's own may have the name already. */
    private static String column(LogMetadata wanted, Map<String, Class<?>> columns) {
        String longer = "log_" + wanted.key();
        String name = columns.containsKey(longer) ? longer : wanted.key();
        if (columns.get(name) == null
                || !isOf(wanted.type().getConversionClass(), columns.get(name))) {
            throw new UserError(
                    "The input of windowed has the log's metadata columns, as they decide what is"
                            + " late, but it has no "
                            + wanted.key()
                            + " of type "
                            + wanted.type().getLogicalType().asSummaryString()
                            + ": select it, as `"
                            + wanted.key()
                            + "`.");
        }
        return name;
    }

    private static boolean isOf(Class<?> wanted, Class<?> found) {
        return MethodType.methodType(found).wrap().returnType() == wanted;
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

    /** Turns to another key. */
    WindowsOfKey<ViewRow> turnTo(byte @Nullable [] state) {
        windows.turnTo(state);
        return windows;
    }

    /** The event that a row is; one that cannot be added up is dead. */
    Event<ViewRow> event(Row row, long time) {
        Instant clock = row.getFieldAs(name(LogMetadata.CLOCK));
        Event<Row> event =
                Event.of(
                        row.<Integer>getFieldAs(name(LogMetadata.GENERATION)),
                        row.<Integer>getFieldAs(name(LogMetadata.PARTITION)),
                        row.<Long>getFieldAs(name(LogMetadata.OFFSET)),
                        time,
                        clock == null ? Clock.NONE : clock.toEpochMilli(),
                        row);
        return event.map(this::values);
    }

    private ViewRow values(Row row) {
        return totals.row(totals.columns().stream().map(row::getField).toArray());
    }

    private String name(LogMetadata column) {
        return Objects.requireNonNull(metadata.get(column));
    }

    /** A window as a row of {@link #type}. */
    Row row(long start, long end, @Nullable Object[] results) {
        Row row = new Row(2 + results.length);
        row.setField(0, Instant.ofEpochMilli(start));
        row.setField(1, Instant.ofEpochMilli(end));
        for (int i = 0; i < results.length; i++) {
            boolean isTime = aggregation.columns().get(i).type() == ColumnType.TIMESTAMP;
            row.setField(
                    2 + i,
                    isTime && results[i] != null
                            ? Instant.ofEpochMilli((Long) results[i])
                            : results[i]);
        }
        return row;
    }
}
