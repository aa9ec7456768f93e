package dev.sameriver.compare;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a comparison found. Times are ISO 8601 text.
 *
 * @param from windows that start at or after this were compared; null if there was no bound
 * @param to windows that end at or before this were compared: what was asked for, or where the
 *     first of the two sides is not final any more; null if rows have no windows
 * @param sample the share of the keys that was compared; null for all
 * @param key the columns of the primary key
 * @param columns the other columns that were compared
 * @param added columns that only the right side has
 * @param removed columns that only the left side has
 * @param retyped columns that both have, but of another type, so that they were not compared
 * @param missing how many rows only the left side has
 * @param extra how many rows only the right side has
 * @param different how many rows both have, with other values
 * @param differentByColumn how many of those differ in each column
 * @param rowsHashed how many rows were hashed, on both sides together
 * @param rowsRead how many rows were read, on both sides together
 * @param rows the first differing rows, in the order of their keys
 * @param why why rows differ; null if that was not asked for, or cannot be told
 * @param whyNot why that cannot be told; null if it can, or was not asked for
 */
public record Comparison(
        Compared left,
        Compared right,
        @Nullable String from,
        @Nullable String to,
        @Nullable Double sample,
        List<String> key,
        List<String> columns,
        List<String> added,
        List<String> removed,
        List<String> retyped,
        long missing,
        long extra,
        long different,
        Map<String, Long> differentByColumn,
        long rowsHashed,
        long rowsRead,
        List<RowDifference> rows,
        @Nullable Why why,
        @Nullable String whyNot) {

    /**
     * A side.
     *
     * @param label as in {@code airport-delays@1}
     * @param origin where its rows are from
     * @param rows how many rows were compared
     */
    public record Compared(String label, String origin, long rows) {}

    /**
     * Whether the sides have the same rows, in the columns that both have, and none of those is of
     * another type.
     */
    @JsonProperty("equal")
    public boolean isEqual() {
        return differing() == 0 && retyped.isEmpty();
    }

    /** How many rows differ. */
    @JsonProperty
    public long differing() {
        return missing + extra + different;
    }

    /** Writes all of it as JSON. */
    public void write(Path file) throws IOException {
        new ObjectMapper()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .writeValue(file.toFile(), this);
    }
}
