package dev.sameriver.view;

import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes a Java record of a window's row. {@code record Hour(String origin, Instant windowEnd, long
 * flights)} has the columns {@code origin}, {@code window_end} and {@code flights}, and no others.
 */
final class WindowRecord<R> implements Function<ViewRow, R>, Serializable {

    private static final Map<ColumnType, List<Class<?>>> FITTING =
            Map.of(
                    ColumnType.TEXT,
                    List.of(String.class),
                    ColumnType.LONG,
                    List.of(long.class, Long.class, int.class, Integer.class),
                    ColumnType.DOUBLE,
                    List.of(double.class, Double.class),
                    ColumnType.DECIMAL,
                    List.of(BigDecimal.class),
                    ColumnType.BOOLEAN,
                    List.of(boolean.class, Boolean.class),
                    ColumnType.TIMESTAMP,
                    List.of(Instant.class));

    private final RecordType<R> type;
    private final List<EventType.Component> components;
    private final int[] places;
    private final List<ColumnType> columnTypes;

    private transient @Nullable Function<@Nullable Object[], R> maker;

    private WindowRecord(
            RecordType<R> type,
            List<EventType.Component> components,
            int[] places,
            List<ColumnType> columnTypes) {
        this.type = type;
        this.components = components;
        this.places = places;
        this.columnTypes = columnTypes;
    }

    /**
     * @throws UserError if it is no record, or has a component that is no column of the rows, or of
     *     another type
     */
    static <R> WindowRecord<R> of(Class<R> record, RowSchema schema) {
        if (!record.isRecord()) {
            throw new UserError(
                    "A window's value is a Java record, but "
                            + record.getName()
                            + " is not one: declare it as a record of the window's columns.");
        }
        RecordType<R> type = RecordType.of(record);
        type.maker();
        List<EventType.Component> components = type.components();
        int[] places = new int[components.size()];
        List<ColumnType> types = new ArrayList<>();
        for (int i = 0; i < places.length; i++) {
            places[i] = place(components.get(i), type, schema);
            types.add(schema.columns().get(places[i]).type());
        }
        return new WindowRecord<>(type, components, places, types);
    }

    private static int place(EventType.Component component, RecordType<?> type, RowSchema schema) {
        List<Column> columns = schema.columns();
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            if (!column.name().equals(component.snakeCase())) {
                continue;
            }
            if (!FITTING.getOrDefault(column.type(), List.of()).contains(component.type())) {
                throw new UserError(
                        "A component of a record must fit its column, but component "
                                + component.name()
                                + " of "
                                + type.name()
                                + " is of type "
                                + component.type().getSimpleName()
                                + ", and the window's column "
                                + column.name()
                                + " of type "
                                + column.type()
                                + ": declare it as one of "
                                + FITTING.getOrDefault(column.type(), List.of()).stream()
                                        .map(Class::getSimpleName)
                                        .collect(Collectors.joining(", "))
                                + ".");
            }
            return i;
        }
        throw new UserError(
                "A window's value is made of its columns, but component "
                        + component.name()
                        + " of "
                        + type.name()
                        + " is none of "
                        + columns.stream().map(Column::name).collect(Collectors.joining(", "))
                        + ": name the component as a column, or add an aggregate.");
    }

    @Override
    public R apply(ViewRow row) {
        @Nullable Object[] values = new @Nullable Object[places.length];
        for (int i = 0; i < places.length; i++) {
            values[i] = value(i, row.get(places[i]));
        }
        Function<@Nullable Object[], R> made = maker;
        if (made == null) {
            made = type.maker();
            maker = made;
        }
        return made.apply(values);
    }

    private @Nullable Object value(int index, @Nullable Object held) {
        Class<?> wanted = components.get(index).type();
        if (held == null) {
            if (wanted.isPrimitive()) {
                throw new IllegalArgumentException(components.get(index).name() + " is null");
            }
            return null;
        }
        if (columnTypes.get(index) == ColumnType.TIMESTAMP) {
            return Instant.ofEpochMilli((Long) held);
        }
        if (wanted == int.class || wanted == Integer.class) {
            return Math.toIntExact((Long) held);
        }
        return held;
    }
}
