package dev.sameriver.ingest;

import dev.sameriver.view.UserError;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.jspecify.annotations.Nullable;

/** The rows of a CSV file whose first line names the columns. */
final class CsvInputs implements Inputs {

    private final String file;
    private final Schema schema;
    private final CsvRows rows;
    private final List<@Nullable Target> targets = new ArrayList<>();
    private final GenericData.Record defaults;

    /** Where a cell goes. */
    private record Target(int at, String column, CellParser parser) {}

    private CsvInputs(String file, Schema schema, CsvRows rows) {
        this.file = file;
        this.schema = schema;
        this.rows = rows;
        this.defaults = new GenericData.Record(schema);
    }

    /**
     * Opens a file.
     *
     * @throws UserError if it lacks a column that has no default
     */
    static CsvInputs open(InputFile file, Schema schema, AtomicLong bytesRead) throws IOException {
        CsvRows rows = new CsvRows(new Lines(file.content(bytesRead)));
        CsvInputs inputs = new CsvInputs(file.name(), schema, rows);
        CsvRows.Row header = rows.next();
        if (header != null) {
            inputs.bind(header(file.name(), header));
        }
        return inputs;
    }

    /** The names of the columns, as Avro allows them. */
    static List<String> header(String file, CsvRows.Row row) {
        List<String> cells = row.cells();
        List<String> names =
                cells == null ? List.of() : cells.stream().map(Inference::columnName).toList();
        if (names.isEmpty() || new HashSet<>(names).size() < names.size()) {
            throw new UserError(
                    "The first line of a CSV file must name its columns, each once, but %s begins with %s: add a header line."
                            .formatted(file, names));
        }
        return names;
    }

    private void bind(List<String> names) {
        rows.expectWidth(names.size());
        for (String name : names) {
            Schema.Field field = schema.getField(name);
            targets.add(field == null ? null : new Target(field.pos(), name, CellParser.of(field)));
        }
        Set<String> present = new HashSet<>(names);
        for (Schema.Field field : schema.getFields()) {
            if (!present.contains(field.name())) {
                if (!field.hasDefaultValue()) {
                    throw new UserError(
                            "A file must have all columns of the schema that have no default, but %s has no column '%s': add it, or give a schema with a default."
                                    .formatted(file, field.name()));
                }
                defaults.put(field.pos(), GenericData.get().getDefaultValue(field));
            }
        }
    }

    @Override
    public @Nullable Input next() throws IOException {
        CsvRows.Row row = rows.next();
        if (row == null) {
            return null;
        }
        Input.Place where = new Input.Place(file, "line", row.line());
        List<String> cells = row.cells();
        if (cells == null) {
            return Input.dead(
                    null, where, row.bytes(), "it is not UTF-8, or its quotes do not pair");
        }
        if (cells.size() != targets.size()) {
            String reason = "it has %d cells, not %d".formatted(cells.size(), targets.size());
            return Input.dead(null, where, row.bytes(), reason);
        }
        return decode(row, cells, where);
    }

    private Input decode(CsvRows.Row row, List<String> cells, Input.Place where) {
        GenericData.Record record = new GenericData.Record(schema);
        for (Schema.Field field : schema.getFields()) {
            record.put(field.pos(), defaults.get(field.pos()));
        }
        String reason = null;
        for (int i = 0; i < cells.size(); i++) {
            Target target = targets.get(i);
            if (target == null) {
                continue;
            }
            try {
                record.put(target.at, target.parser.parse(cells.get(i)));
            } catch (IllegalArgumentException | ArithmeticException e) {
                reason = reason == null ? bad(target, cells.get(i)) : reason;
            }
        }
        return reason == null
                ? Input.decoded(record, where)
                : Input.dead(record, where, row.bytes(), reason);
    }

    private String bad(Target target, String cell) {
        String shown = cell.length() > 80 ? cell.substring(0, 80) + "…" : cell;
        return "column %s: '%s' is not %s"
                .formatted(
                        target.column,
                        shown,
                        schema.getFields().get(target.at).schema().toString());
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
