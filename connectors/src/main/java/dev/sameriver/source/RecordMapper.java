package dev.sameriver.source;

import dev.sameriver.function.RecordCode;
import dev.sameriver.view.UserError;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * Makes a Java record of an event: component {@code delayMinutes} is the column {@code
 * delay_minutes}, or {@code delayMinutes} where the log has that.
 */
final class RecordMapper<T> implements EventMapper<T> {

    private final Class<T> type;
    private final RecordComponent[] components;
    private final MethodHandle constructor;

    private @Nullable Schema schema;
    private RecordColumn[] columns = new RecordColumn[0];

    private RecordMapper(Class<T> type, RecordComponent[] components, MethodHandle constructor) {
        this.type = type;
        this.components = components;
        this.constructor = constructor;
    }

    /**
     * @throws UserError if the type is not a Java record that can be made from here
     */
    static <T> RecordMapper<T> of(Class<T> type) {
        RecordComponent[] components = type.getRecordComponents();
        if (components == null) {
            throw new UserError(
                    "Events are read into Java records, but "
                            + type.getName()
                            + " is not one: declare it as a record of the columns that the view"
                            + " reads.");
        }
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            MethodHandle constructor =
                    MethodHandles.privateLookupIn(type, MethodHandles.lookup())
                            .findConstructor(type, MethodType.methodType(void.class, types));
            return new RecordMapper<>(
                    type,
                    components,
                    constructor
                            .asSpreader(Object[].class, types.length)
                            .asType(MethodType.methodType(Object.class, Object[].class)));
        } catch (ReflectiveOperationException e) {
            throw new UserError(
                    "Sameriver must be able to make the record "
                            + type.getName()
                            + ", but cannot: make it public, in a package that is open.",
                    e);
        }
    }

    @Override
    public List<String> columns(String name, Schema log) {
        List<String> names = new ArrayList<>();
        for (RecordComponent component : components) {
            String column = columnOf(component, log);
            if (column == null) {
                throw new UserError(
                        "Every component of an event's record must be a column of its log, but "
                                + type.getSimpleName()
                                + "."
                                + component.getName()
                                + " is none of log "
                                + name
                                + " ("
                                + String.join(
                                        ", ",
                                        log.getFields().stream().map(Schema.Field::name).toList())
                                + "): rename it.");
            }
            names.add(column);
        }
        return names;
    }

    @Override
    public @Nullable BlockMapper<T> blocks(Schema of) {
        return ColumnMapper.of(this, of);
    }

    @Override
    public T map(GenericRecord event) {
        Schema found = event.getSchema();
        if (!found.equals(schema)) {
            columns = resolve(found);
        }
        // A reader's events share one object, which equals itself without a look at its fields.
        schema = found;
        @Nullable Object[] values = new @Nullable Object[columns.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = columns[i].read(event.get(columns[i].at()));
        }
        return make(values);
    }

    /**
     * The record with these components.
     *
     * @throws IllegalArgumentException if its constructor fails
     */
    @SuppressWarnings("unchecked")
    T make(@Nullable Object[] values) {
        try {
            return (T) (Object) constructor.invokeExact(values);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Whether a record is no more than its components, so that it need not be made to be read. */
    boolean makesPlainly() {
        return RecordCode.of(type).hasPlainConstructor();
    }

    /**
     * What an event held of the columns that are read, for people, as in {@code {"delay": null}}.
     *
     * @param event the columns' values by name
     */
    static String text(RecordColumn[] columns, Function<RecordColumn, @Nullable Object> event) {
        StringJoiner text = new StringJoiner(", ", "{", "}");
        for (RecordColumn column : columns) {
            Object value = event.apply(column);
            text.add('"' + column.name() + "\": " + GenericData.get().toString(value));
        }
        return text.toString();
    }

    /** All that an event held, if a column that is read is missing. */
    @Override
    public String text(GenericRecord event) {
        try {
            return text(resolve(event.getSchema()), column -> event.get(column.at()));
        } catch (IllegalArgumentException e) {
            return event.toString();
        }
    }

    /**
     * Where the components stand in events of a schema, in the record's order.
     *
     * @throws IllegalArgumentException if one is missing
     */
    RecordColumn[] resolve(Schema of) {
        RecordColumn[] resolved = new RecordColumn[components.length];
        for (int i = 0; i < components.length; i++) {
            String name = columnOf(components[i], of);
            if (name == null) {
                throw new IllegalArgumentException(
                        "column " + components[i].getName() + " is missing");
            }
            resolved[i] =
                    new RecordColumn(
                            components[i].getName(), of.getField(name), components[i].getType());
        }
        return resolved;
    }

    private static @Nullable String columnOf(RecordComponent component, Schema schema) {
        String snake =
                component
                        .getName()
                        .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                        .toLowerCase(Locale.ROOT);
        if (schema.getField(snake) != null) {
            return snake;
        }
        return schema.getField(component.getName()) == null ? null : component.getName();
    }
}
