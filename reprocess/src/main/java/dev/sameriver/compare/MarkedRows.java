package dev.sameriver.compare;

import dev.sameriver.output.StoredTable;
import dev.sameriver.view.Column;
import dev.sameriver.view.ColumnType;
import dev.sameriver.view.RowSchema;
import dev.sameriver.view.ViewRow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a side with one more column, {@code is_final}, so that one that is marked as not final
 * differs from the one that is derived.
 */
record MarkedRows(RowSource rows) implements RowSource {

    static final Column MARK = new Column(StoredTable.IS_FINAL, ColumnType.BOOLEAN);

    @Override
    public RowSchema schema() {
        return schema(rows.schema());
    }

    @Override
    public long end() throws Exception {
        return rows.end();
    }

    @Override
    public void read(Range range, Taker taker) throws Exception {
        rows.read(range, row -> taker.take(row(row)));
    }

    static RowSchema schema(RowSchema plain) {
        List<Column> columns = new ArrayList<>(plain.columns());
        columns.add(MARK);
        return new RowSchema(columns, plain.keyColumns());
    }

    static ViewRow row(ViewRow plain) {
        @Nullable Object[] values = new @Nullable Object[plain.size() + 1];
        for (int i = 0; i < plain.size(); i++) {
            values[i] = plain.get(i);
        }
        values[plain.size()] = plain.isFinal();
        return new ViewRow(values, plain.isFinal());
    }
}
