package dev.sameriver.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sameriver.kafka.JsonEvents;
import dev.sameriver.kafka.UndecodableException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.Schema;

/**
 * Finds a schema for files that carry none, from their first {@value #ROWS} rows together.
 *
 * <p>A column is a long, double, boolean or timestamp if all its values are, else a string; it may
 * be null if a value is missing. A later row that does not fit becomes a dead record.
 */
final class Inference {

    static final int ROWS = 100_000;

    private final Map<String, ColumnGuess> columns = new LinkedHashMap<>();
    private long rows;

    private Inference() {}

    /** The schema of files of one format; Avro and Parquet files tell theirs: the first one's. */
    static Schema infer(String log, String timeField, List<InputFile> files) throws IOException {
        InputFile first = files.get(0);
        if (first.format() == InputFormat.AVRO) {
            return RecordInputs.avroSchema(first);
        }
        if (first.format() == InputFormat.PARQUET) {
            return RecordInputs.parquetSchema(first);
        }
        Inference inference = new Inference();
        for (InputFile file : files) {
            if (inference.rows < ROWS && file.format() == InputFormat.CSV) {
                inference.readCsv(file);
            } else if (inference.rows < ROWS && file.format() == InputFormat.JSON) {
                inference.readJson(file);
            }
        }
        return inference.schema(log, timeField);
    }

    /** A column's name as Avro allows it: {@code delay minutes} becomes {@code delay_minutes}. */
    static String columnName(String text) {
        String name = text.strip().replaceAll("[^A-Za-z0-9_]", "_");
        return name.isEmpty() || Character.isDigit(name.charAt(0)) ? "_" + name : name;
    }

    private void readCsv(InputFile file) throws IOException {
        try (CsvRows csv = new CsvRows(new Lines(file.content(new AtomicLong())))) {
            CsvRows.Row header = csv.next();
            if (header == null) {
                return;
            }
            List<String> names = CsvInputs.header(file.name(), header);
            names.forEach(this::column);
            csv.expectWidth(names.size());
            for (CsvRows.Row row = csv.next(); row != null && rows < ROWS; row = csv.next()) {
                List<String> cells = row.cells();
                if (cells != null && cells.size() == names.size()) {
                    rows++;
                    for (int i = 0; i < cells.size(); i++) {
                        column(names.get(i)).text(cells.get(i));
                    }
                }
            }
        }
    }

    private void readJson(InputFile file) throws IOException {
        try (Lines lines = new Lines(file.content(new AtomicLong()))) {
            for (byte[] line = lines.next(); line != null && rows < ROWS; line = lines.next()) {
                try {
                    object(JsonEvents.tree(line));
                } catch (UndecodableException e) {
                    continue;
                }
            }
        }
    }

    private void object(JsonNode object) {
        Set<Map.Entry<String, JsonNode>> properties = object.properties();
        properties.forEach(entry -> column(entry.getKey()).json(entry.getValue()));
        rows++;
    }

    private ColumnGuess column(String name) {
        return columns.computeIfAbsent(name, ignored -> new ColumnGuess());
    }

    private Schema schema(String log, String timeField) {
        if (columns.isEmpty() || columns.containsKey(timeField)) {
            column(timeField).preferTime();
        }
        List<Schema.Field> fields = new ArrayList<>();
        columns.forEach(
                (name, guess) -> {
                    if (name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
                        fields.add(guess.field(name, rows));
                    }
                });
        return Schema.createRecord(columnName(log), null, null, false, fields);
    }
}
