package dev.sameriver.expression;

import dev.sameriver.view.Column;
import dev.sameriver.view.ColumnType;
import dev.sameriver.view.EventType;
import dev.sameriver.view.RowSchema;
import dev.sameriver.view.ViewRow;
import dev.sameriver.view.ViewRowTypeInfo;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.jspecify.annotations.Nullable;

/**
 * Events that are read into rows of columns, whatever these are; no class is needed for them.
 *
 * @param name what the columns belong to, for messages
 * @param columns the columns that are read, one or more, as {@link Component}s
 * @param types how a row holds the value of each
 * @param time the column that must be the log's event time; null for whichever is
 */
public record EventColumns(
        String name, List<Component> columns, List<ColumnType> types, @Nullable String time)
        implements EventType<ViewRow> {

    public EventColumns {
        columns = List.copyOf(columns);
        types = List.copyOf(types);
    }

    @Override
    public List<Component> components() {
        return columns;
    }

    @Override
    public Function<@Nullable Object[], ViewRow> maker() {
        return EventColumns::row;
    }

    @Override
    public boolean isPlain() {
        return true;
    }

    @Override
    public TypeInformation<ViewRow> typeInfo() {
        List<Column> held =
                IntStream.range(0, columns.size())
                        .mapToObj(i -> new Column(columns.get(i).name(), types.get(i)))
                        .toList();
        return new ViewRowTypeInfo(new RowSchema(held, held.size()));
    }

    private static ViewRow row(@Nullable Object[] values) {
        @Nullable Object[] held = new @Nullable Object[values.length];
        for (int i = 0; i < values.length; i++) {
            held[i] = held(values[i]);
        }
        return new ViewRow(held, true);
    }

    /** The bits of a floating-point number stay, as those of a column that is read as a whole. */
    private static @Nullable Object held(@Nullable Object value) {
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof Float number) {
            return number.doubleValue();
        }
        return value instanceof Instant instant ? (Object) instant.toEpochMilli() : value;
    }
}
