package dev.sameriver.demo;

import dev.sameriver.connect.Settings;
import dev.sameriver.job.ViewJob;
import dev.sameriver.operator.SideRows;
import dev.sameriver.output.Digest;
import dev.sameriver.output.Output;
import dev.sameriver.view.RowSchema;
import dev.sameriver.view.View;
import dev.sameriver.view.ViewRow;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.apache.flink.util.CloseableIterator;
import org.jspecify.annotations.Nullable;

/** What a live job wrote to Postgres, as the line that a replay's digest is compared with. */
final class LiveTable {

    private static final int VERDICT = SideRows.LATE.names().indexOf("verdict");

    private final String name;
    private final RowSchema schema;
    private final Output output;

    LiveTable(View view, RowSchema schema, Settings settings) {
        this.name = ViewJob.tableName(view);
        this.schema = schema;
        this.output = Output.of("postgres", settings);
    }

    /** The line, as soon as it is the one that is awaited; else as it is after some patience. */
    String lineWhenItIs(String awaited, Duration patience) throws Exception {
        Instant end = Instant.now().plus(patience);
        String line = line();
        while (!line.equals(awaited) && Instant.now().isBefore(end)) {
            TimeUnit.SECONDS.sleep(1);
            line = line();
        }
        return line;
    }

    private String line() throws Exception {
        Digest.Result digest = Digest.of(schema, output.read(name, schema));
        return "final rows=%d late=%d dead=%d sha256=%s"
                .formatted(
                        digest.rows(),
                        count(name + "_late", SideRows.LATE, VERDICT, "late"),
                        count(name + "_dead", SideRows.DEAD, 0, null),
                        digest.sha256());
    }

    private long count(String table, RowSchema of, int column, @Nullable String value)
            throws IOException {
        long count = 0;
        try (CloseableIterator<ViewRow> rows = output.read(table, of)) {
            while (rows.hasNext()) {
                ViewRow row = rows.next();
                if (value == null || value.equals(row.get(column))) {
                    count++;
                }
            }
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("The table " + table + " could not be read.", e);
        }
        return count;
    }
}
