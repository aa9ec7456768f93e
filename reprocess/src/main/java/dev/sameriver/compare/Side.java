package dev.sameriver.compare;

import dev.sameriver.run.FlinkTarget;
import dev.sameriver.view.View;
import org.jspecify.annotations.Nullable;

/**
 * One of the two that are compared.
 *
 * @param label what reports call it, as {@code airport-delays@1}
 * @param table the table of Postgres that holds its rows; null if they are derived afresh
 * @param code what derives them; null if it is not at hand, which only a table can do without
 */
public record Side(String label, @Nullable String table, @Nullable Code code) {

    /** A view, and where it is derived. */
    public record Code(View view, FlinkTarget target) {}

    /** What was written to a table. */
    public static Side written(String label, String table, @Nullable Code code) {
        return new Side(label, table, code);
    }

    /** What the log gives. */
    public static Side derived(String label, Code code) {
        return new Side(label, null, code);
    }

    /** Where the rows are from, as reports say it. */
    String origin() {
        return table == null ? "derived from the log" : "table " + table;
    }
}
