package dev.sameriver.operator;

import dev.sameriver.function.ComponentOf;
import dev.sameriver.function.Getter;
import dev.sameriver.view.Column;
import dev.sameriver.view.ColumnType;
import dev.sameriver.view.KeyFilter;
import dev.sameriver.view.RowCsv;
import dev.sameriver.view.RowSchema;
import dev.sameriver.view.Types;
import dev.sameriver.view.ViewRow;
import dev.sameriver.view.ViewRowTypeInfo;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.typeinfo.BasicTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.jspecify.annotations.Nullable;

/**
 * The columns that a stream is keyed by. A key of one column is its value; a key of several is a
 * {@link ViewRow} of them.
 */
public final class KeyColumns<T> implements Serializable {

    private final List<Column> columns;
    private final List<Getter<T, ?>> getters;

    private KeyColumns(List<Column> columns, List<Getter<T, ?>> getters) {
        this.columns = columns;
        this.getters = getters;
    }

    /** A key of one column. */
    public static <T> KeyColumns<T> of(String name, Getter<T, ?> getter) {
        return new KeyColumns<T>(List.of(), List.of()).and(name, getter);
    }

    /** This key with one more column. */
    public KeyColumns<T> and(String name, Getter<T, ?> getter) {
        List<Column> moreColumns = new ArrayList<>(columns);
        moreColumns.add(new Column(name, Types.of(getter, name)));
        List<Getter<T, ?>> moreGetters = new ArrayList<>(getters);
        moreGetters.add(getter);
        return new KeyColumns<>(moreColumns, moreGetters);
    }

    /** The key's columns, in order. */
    public List<Column> columns() {
        return columns;
    }

    /** What reads each column from an event's value, in the columns' order. */
    public List<Getter<T, ?>> getters() {
        return List.copyOf(getters);
    }

    /** How many columns the key has. */
    int size() {
        return columns.size();
    }

    /** The type of the keys. */
    @SuppressWarnings("unchecked")
    public TypeInformation<Object> typeInfo() {
        TypeInformation<?> info =
                columns.size() > 1
                        ? new ViewRowTypeInfo(new RowSchema(columns, columns.size()))
                        : switch (columns.get(0).type()) {
                            case TEXT -> BasicTypeInfo.STRING_TYPE_INFO;
                            case LONG, TIMESTAMP -> BasicTypeInfo.LONG_TYPE_INFO;
                            case DOUBLE -> BasicTypeInfo.DOUBLE_TYPE_INFO;
                            case DECIMAL -> BasicTypeInfo.BIG_DEC_TYPE_INFO;
                            case BOOLEAN -> BasicTypeInfo.BOOLEAN_TYPE_INFO;
                        };
        return (TypeInformation<Object>) info;
    }

    /** An index of such keys. */
    KeyIndex<T> index() {
        return isOne(ColumnType.LONG) || isOne(ColumnType.TIMESTAMP)
                ? new LongKeys<>(this)
                : new ObjectKeys<>(this);
    }

    /** Whether a key is one column of this type. */
    boolean isOne(ColumnType type) {
        return columns.size() == 1 && columns.get(0).type() == type;
    }

    /** The component of the events' record that is the key; null if it cannot be told. */
    @Nullable String component() {
        return columns.size() == 1 ? ComponentOf.getter(getters.get(0)) : null;
    }

    /**
     * The key of a value.
     *
     * @throws IllegalArgumentException if one of its columns is null
     */
    public Object key(T value) {
        if (columns.size() == 1) {
            return column(0, value);
        }
        @Nullable Object[] values = new @Nullable Object[columns.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = column(i, value);
        }
        return new ViewRow(values, true);
    }

    /** A key's text, by which a {@link KeyFilter} knows it. */
    public String text(Object key) {
        if (columns.size() == 1) {
            return RowCsv.text(columns.get(0).type(), key);
        }
        List<String> texts = new ArrayList<>(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            Object value = Objects.requireNonNull(((ViewRow) key).get(i), "a key without a column");
            texts.add(RowCsv.text(columns.get(i).type(), value));
        }
        return KeyFilter.text(texts);
    }

    /** Puts a key's columns at the start of a row. */
    void put(Object key, @Nullable Object[] row) {
        if (columns.size() == 1) {
            row[0] = key;
            return;
        }
        for (int i = 0; i < columns.size(); i++) {
            row[i] = ((ViewRow) key).get(i);
        }
    }

    /** The key whose columns are at the start of a row. */
    public Object keyOf(ViewRow row) {
        @Nullable Object[] values = new @Nullable Object[columns.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = row.get(i);
        }
        return values.length == 1
                ? Objects.requireNonNull(values[0], "a key without a column")
                : new ViewRow(values, true);
    }

    private Object column(int index, T value) {
        Column column = columns.get(index);
        Object held = Types.hold(column.type(), getters.get(index).get(value));
        if (held == null) {
            throw new IllegalArgumentException("key column " + column.name() + " is null");
        }
        return held;
    }
}
