package dev.sameriver.compare;

import dev.sameriver.run.FlinkTarget;
import dev.sameriver.view.View;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One of the two that are compared.
 *
 * @param label what reports call it, as {@code airport-delays@1}
 * @param table the table of Postgres that holds its rows; null if it is none
 * @param file the file of CSV lines that holds its rows; null if it is none
 * @param code what derives them; null if it is not at hand, which only a table can do without
 * @param marks whether rows of the table that are marked as not final are compared, too, with their
 *     mark, as all windows that are compared are final
 * @param program what derived the file; null if there is none, or it cannot be asked for events
 */
public record Side(
        String label,
        @Nullable String table,
        @Nullable Path file,
        @Nullable Code code,
        boolean marks,
        @Nullable OtherProgram program) {

    /** A view, and where it is derived. */
    public record Code(View view, FlinkTarget target) {}

    /** What was written to a table, as final. */
    public static Side written(String label, String table, @Nullable Code code) {
        return new Side(label, table, null, code, false, null);
    }

    /** What readers of a table see, with the mark that says whether a row is final. */
    public static Side served(String label, String table, Code code) {
        return new Side(label, table, null, code, true, null);
    }

    /** What the log gives. */
    public static Side derived(String label, Code code) {
        return new Side(label, null, null, code, false, null);
    }

    /**
     * What another program derived from the log.
     *
     * @param file all final rows of the range and the keys that are compared, as CSV lines
     * @param program what is asked for the events behind rows that differ
     */
    public static Side inFile(String label, Path file, Code code, OtherProgram program) {
        return new Side(label, null, file, code, false, program);
    }

    /** Where the rows are from, as reports say it. */
    String origin() {
        return table != null
                ? "table " + table
                : file != null ? "derived from the log by another program" : "derived from the log";
    }
}
