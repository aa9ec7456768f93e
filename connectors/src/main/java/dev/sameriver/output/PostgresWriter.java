package dev.sameriver.output;

import dev.sameriver.view.ViewRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.metrics.Counter;
import org.jspecify.annotations.Nullable;

/**
 * Gathers rows by key and sends them together: {@value #FLUSH_MILLIS} ms after the first at the
 * latest, when there are {@value #MOST_ROWS} of them, and before every checkpoint. So all rows
 * before a checkpoint are in the table when it completes, and those after it come again.
 */
final class PostgresWriter implements SinkWriter<ViewRow> {

    static final long FLUSH_MILLIS = 20;
    static final int MOST_ROWS = 2_000;
    private static final long MOST_CHARS = 4 << 20;

    private final PostgresTable table;
    private final PostgresUpsert upsert;
    private final ProcessingTimeService time;
    private final Counter sent;

    private final Map<List<@Nullable Object>, ViewRow> buffer = new LinkedHashMap<>();
    private long chars;
    private boolean timerSet;

    PostgresWriter(
            PostgresTable table, PostgresUpsert upsert, ProcessingTimeService time, Counter sent) {
        this.table = table;
        this.upsert = upsert;
        this.time = time;
        this.sent = sent;
    }

    @Override
    public void write(ViewRow given, Context context) throws IOException, InterruptedException {
        ViewRow row = Storable.row(table.schema(), given);
        buffer.merge(key(row), row, PostgresWriter::later);
        chars += chars(row);
        if (buffer.size() >= MOST_ROWS || chars >= MOST_CHARS) {
            flush(false);
        } else if (!timerSet) {
            timerSet = true;
            time.registerTimer(
                    time.getCurrentProcessingTime() + FLUSH_MILLIS,
                    now -> {
                        timerSet = false;
                        flush(false);
                    });
        }
    }

    private static ViewRow later(ViewRow before, ViewRow after) {
        return before.isFinal() && !after.isFinal() ? before : after;
    }

    private List<@Nullable Object> key(ViewRow row) {
        List<@Nullable Object> key = new ArrayList<>(table.schema().keyColumns());
        for (int i = 0; i < table.schema().keyColumns(); i++) {
            key.add(row.get(i));
        }
        return key;
    }

    private static long chars(ViewRow row) {
        long chars = 0;
        for (int i = 0; i < row.size(); i++) {
            chars += row.get(i) instanceof String text ? text.length() : 0;
        }
        return chars;
    }

    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
        if (buffer.isEmpty()) {
            return;
        }
        upsert.write(List.copyOf(buffer.values()));
        sent.inc(buffer.size());
        buffer.clear();
        chars = 0;
    }

    @Override
    public void close() {
        upsert.close();
    }
}
