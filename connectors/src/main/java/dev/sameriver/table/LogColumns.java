package dev.sameriver.table;

import dev.sameriver.view.UserError;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

/**
 * The physical columns that a log's table can have.
 *
 * @param types by name, in the log's order
 */
record LogColumns(Map<String, DataType> types) {

    LogColumns {
        types = Collections.unmodifiableMap(new LinkedHashMap<>(types));
    }

    /**
     * The columns of a log's events, without those that have no form in SQL; or of its dead
     * letters.
     */
    static LogColumns of(Schema schema, boolean dead) {
        Map<String, DataType> types = new LinkedHashMap<>();
        if (dead) {
            for (DeadColumn column : DeadColumn.values()) {
                types.put(column.key(), column.type());
            }
            return new LogColumns(types);
        }
        for (Schema.Field field : schema.getFields()) {
            ColumnForm form = ColumnForm.of(field.schema());
            if (form != null) {
                types.put(field.name(), form.type());
            }
        }
        return new LogColumns(types);
    }

    /**
     * Refuses a table's columns that are not the log's.
     *
     * @throws UserError if there is no such column, or its type is another one
     */
    void check(String log, DataType declared) {
        for (RowType.RowField field : ((RowType) declared.getLogicalType()).getFields()) {
            DataType type = types.get(field.getName());
            if (type == null) {
                throw new UserError(
                        "A table's columns must be columns of its log, but "
                                + field.getName()
                                + " is none of log "
                                + log
                                + " ("
                                + String.join(", ", types.keySet())
                                + "): leave it out, or declare it AS METADATA or computed.");
            }
            LogicalType stored = type.getLogicalType();
            boolean isSame = field.getType().copy(true).equals(stored.copy(true));
            if (!isSame || (stored.isNullable() && !field.getType().isNullable())) {
                throw new UserError(
                        "A table's column must have its log's type, but "
                                + field.getName()
                                + " is declared "
                                + field.getType().asSummaryString()
                                + " and is "
                                + stored.asSummaryString()
                                + " in log "
                                + log
                                + ": declare it so, and cast it in the query.");
            }
        }
    }
}
