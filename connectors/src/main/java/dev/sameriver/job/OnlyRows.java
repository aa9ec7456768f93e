package dev.sameriver.job;

import dev.sameriver.view.RowCsv;
import dev.sameriver.view.RowSchema;
import dev.sameriver.view.ViewRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.flink.api.common.functions.FilterFunction;

/** Lets the rows of some primary keys through. */
public final class OnlyRows implements FilterFunction<ViewRow> {

    private static final long serialVersionUID = 1L;

    private final RowSchema schema;
    private final Set<List<String>> keys;

    /**
     * @param keys the text of each column of a primary key, as {@link RowCsv#text} gives it
     */
    public OnlyRows(RowSchema schema, Set<List<String>> keys) {
        this.schema = schema;
        this.keys = Set.copyOf(keys);
    }

    /** The text of each column of a row's primary key. */
    public static List<String> key(RowSchema schema, ViewRow row) {
        List<String> key = new ArrayList<>(schema.keyColumns());
        for (int i = 0; i < schema.keyColumns(); i++) {
            Object value = Objects.requireNonNull(row.get(i), "a primary key without a column");
            key.add(RowCsv.text(schema.columns().get(i).type(), value));
        }
        return key;
    }

    @Override
    public boolean filter(ViewRow row) {
        return keys.contains(key(schema, row));
    }
}
