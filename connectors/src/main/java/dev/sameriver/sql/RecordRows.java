package dev.sameriver.sql;

import dev.sameriver.view.EventType;
import dev.sameriver.view.EventType.Component;
import dev.sameriver.view.UserError;
import dev.sameriver.view.ViewRow;
import java.io.Serializable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Java records as rows that SQL reads: component {@code delayMinutes} is column {@code
 * delay_minutes}.
 */
final class RecordRows<T> implements Serializable {

    private final Class<T> record;
    private final EventType<ViewRow> columns;

    private transient @Nullable List<Method> accessors;
    private transient @Nullable Function<@Nullable Object[], ViewRow> maker;

    /**
     * @param columns those of the record that are read, which it must have
     */
    RecordRows(Class<T> record, EventType<ViewRow> columns) {
        this.record = record;
        this.columns = columns;
    }

    /**
     * The columns that SQL can read of a record.
     *
     * @throws UserError if it is no record, or SQL has no type for one of its components
     */
    static Map<String, TableColumn> columns(Class<?> record) {
        Map<String, TableColumn> columns = new LinkedHashMap<>();
        for (Component component : EventType.of(record).components()) {
            String name = component.snakeCase();
            TableColumn column = TableColumn.of(name, component.type());
            if (column == null) {
                throw new UserError(
                        "SQL reads components that are texts, numbers, truth values or Instants,"
                                + " but "
                                + record.getName()
                                + " has "
                                + component.name()
                                + " of type "
                                + component.type().getSimpleName()
                                + ": give the step a record without it.");
            }
            if (columns.put(name, column) != null) {
                throw new UserError(
                        "Components are columns of SQL by their names in snake case, but "
                                + record.getName()
                                + " has two that are "
                                + name
                                + ": rename one.");
            }
        }
        return columns;
    }

    /**
     * The row of a record.
     *
     * @throws RuntimeException if a column that is NOT NULL has no value
     */
    ViewRow of(T value) {
        if (accessors == null || maker == null) {
            accessors = columns.components().stream().map(this::accessor).toList();
            maker = columns.maker();
        }
        @Nullable Object[] values = new @Nullable Object[accessors.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = get(accessors.get(i), value);
            Component column = columns.components().get(i);
            if (values[i] == null && column.type().isPrimitive()) {
                throw new IllegalArgumentException(column.name() + " is null");
            }
        }
        return maker.apply(values);
    }

    private Method accessor(Component column) {
        RecordComponent component =
                Arrays.stream(record.getRecordComponents())
                        .filter(
                                one ->
                                        new Component(one.getName(), one.getType())
                                                .snakeCase()
                                                .equals(column.name()))
                        .findFirst()
                        .orElseThrow();
        component.getAccessor().setAccessible(true);
        return component.getAccessor();
    }

    private static @Nullable Object get(Method accessor, Object value) {
        try {
            return accessor.invoke(value);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof RuntimeException thrown
                    ? thrown
                    : new IllegalStateException(e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
