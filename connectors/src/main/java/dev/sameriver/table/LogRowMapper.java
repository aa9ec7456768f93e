package dev.sameriver.table;

import dev.sameriver.archive.ColumnValues;
import dev.sameriver.archive.RecordKind;
import dev.sameriver.archive.SegmentRows;
import dev.sameriver.log.Payload;
import dev.sameriver.source.BlockMapper;
import dev.sameriver.source.EventMapper;
import dev.sameriver.view.UserError;
import java.util.List;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.jspecify.annotations.Nullable;

/** Makes rows of events: some of a log's columns, in an order of the query's own. */
final class LogRowMapper implements EventMapper<RowData> {

    private final List<String> columns;

    private @Nullable Schema schema;
    private Column[] resolved = new Column[0];

    /** Where a column stands in an event, and what becomes of it. */
    private record Column(int at, ColumnForm form) {}

    LogRowMapper(List<String> columns) {
        this.columns = columns;
    }

    @Override
    public List<String> columns(String name, Schema log) {
        for (String column : columns) {
            if (log.getField(column) == null) {
                throw new UserError(
                        "A table's columns must be columns of its log, but "
                                + column
                                + " is none of log "
                                + name
                                + " ("
                                + String.join(
                                        ", ",
                                        log.getFields().stream().map(Schema.Field::name).toList())
                                + "): leave it out, or declare it as a computed column.");
            }
        }
        return columns;
    }

    @Override
    public @Nullable BlockMapper<RowData> blocks(Schema of) {
        boolean isPlain =
                of.getFields().stream()
                        .allMatch(field -> ColumnValues.Kind.of(field.schema()) != null);
        Column[] mapped = resolve(of);
        return isPlain ? rows -> new Block(mapped, rows) : null;
    }

    @Override
    public RowData map(GenericRecord event) {
        if (!event.getSchema().equals(schema)) {
            schema = event.getSchema();
            resolved = resolve(schema);
        }
        GenericRowData row = new GenericRowData(resolved.length);
        for (int i = 0; i < resolved.length; i++) {
            row.setField(i, resolved[i].form.value(event.get(resolved[i].at)));
        }
        return row;
    }

    @Override
    public String text(GenericRecord event) {
        return event.toString();
    }

    private Column[] resolve(Schema of) {
        Column[] found = new Column[columns.size()];
        for (int i = 0; i < found.length; i++) {
            Schema.Field field = of.getField(columns.get(i));
            found[i] =
                    new Column(field.pos(), Objects.requireNonNull(ColumnForm.of(field.schema())));
        }
        return found;
    }

    /** Rows of a segment; a row of the table is made only when it is asked for. */
    private record Block(Column[] columns, SegmentRows rows) implements Payload<RowData> {

        @Override
        public @Nullable String deadReason(int row) {
            return rows.kind(row) == RecordKind.DEAD ? String.valueOf(rows.reason(row)) : null;
        }

        @Override
        public byte @Nullable [] raw(int row) {
            return rows.raw(row);
        }

        @Override
        public RowData value(int row) {
            GenericRowData made = new GenericRowData(columns.length);
            for (int i = 0; i < columns.length; i++) {
                made.setField(i, columns[i].form.value(rows.columns().get(columns[i].at).get(row)));
            }
            return made;
        }

        @Override
        public void release() {
            rows.release();
        }
    }
}
