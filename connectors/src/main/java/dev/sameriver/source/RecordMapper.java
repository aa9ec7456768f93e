package dev.sameriver.source;

import dev.sameriver.view.EventType;
import dev.sameriver.view.EventType.Component;
import dev.sameriver.view.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * Makes of an event what a view reads it into, as a Java record: component {@code delayMinutes} is
 * the column {@code delay_minutes}, or {@code delayMinutes} where the log has that.
 */
final class RecordMapper<T> implements EventMapper<T> {

    private final EventType<T> type;
    private final List<Component> components;
    private final Function<@Nullable Object[], T> maker;

    private @Nullable Schema schema;
    private RecordColumn[] columns = new RecordColumn[0];

    private RecordMapper(EventType<T> type) {
        this.type = type;
        this.components = type.components();
        this.maker = type.maker();
    }

    /**
     * @throws UserError if nothing can be made of events from here
     */
    static <T> RecordMapper<T> of(EventType<T> type) {
        return new RecordMapper<>(type);
    }

    @Override
    public List<String> columns(String name, Schema log) {
        List<String> names = new ArrayList<>();
        for (Component component : components) {
            String column = columnOf(component, log);
            if (column == null) {
                throw new UserError(
                        "Every component of an event's record must be a column of its log, but "
                                + type.name()
                                + "."
                                + component.name()
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
    T make(@Nullable Object[] values) {
        return maker.apply(values);
    }

    /** Whether a record is no more than its components, so that it need not be made to be read. */
    boolean makesPlainly() {
        return type.isPlain();
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
        RecordColumn[] resolved = new RecordColumn[components.size()];
        for (int i = 0; i < resolved.length; i++) {
            Component component = components.get(i);
            String name = columnOf(component, of);
            if (name == null) {
                throw new IllegalArgumentException("column " + component.name() + " is missing");
            }
            resolved[i] = new RecordColumn(component.name(), of.getField(name), component.type());
        }
        return resolved;
    }

    /** The column of the component's name, or of that in snake case. */
    private static @Nullable String columnOf(Component component, Schema schema) {
        if (schema.getField(component.name()) != null) {
            return component.name();
        }
        String snake = component.snakeCase();
        return schema.getField(snake) == null ? null : snake;
    }
}
