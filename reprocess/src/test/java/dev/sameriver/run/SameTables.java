package dev.sameriver.run;

import dev.sameriver.connect.Settings;
import dev.sameriver.job.ViewJob;
import dev.sameriver.operator.SideRows;
import dev.sameriver.output.Digest;
import dev.sameriver.output.Output;
import dev.sameriver.view.RowSchema;
import dev.sameriver.view.UserError;
import dev.sameriver.view.View;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What two runs of a view wrote: its rows, its late events and its dead letters. */
public final class SameTables {

    private SameTables() {}

    /** The tables of a view by name, with their columns. */
    public static Map<String, RowSchema> of(View view, RowSchema rows) {
        String table = ViewJob.tableName(view);
        return Map.of(table, rows, table + "_late", SideRows.LATE, table + "_dead", SideRows.DEAD);
    }

    /**
     * Waits until readers of an output see all that a replay wrote into tables, and nothing else.
     *
     * @throws AssertionError if they do not, or if the replay has no row in one of the tables
     */
    public static void await(
            Map<String, RowSchema> tables, String replayed, String live, Settings settings)
            throws Exception {
        for (Map.Entry<String, RowSchema> table : tables.entrySet()) {
            String name = table.getKey();
            RowSchema schema = table.getValue();
            Digest.Result wanted = digest(replayed, settings, name, schema);
            if (wanted == null || wanted.rows() == 0) {
                throw new AssertionError("the replay has no row in " + name);
            }
            Await.until(
                    name + " is " + wanted,
                    () -> wanted.equals(digest(live, settings, name, schema)));
        }
    }

    /** What readers of an output see; null if there is no such table. */
    private static Digest.@Nullable Result digest(
            String output, Settings settings, String table, RowSchema schema) throws IOException {
        try {
            return Digest.of(schema, Output.of(output, settings).read(table, schema));
        } catch (UserError e) {
            return null;
        }
    }
}
