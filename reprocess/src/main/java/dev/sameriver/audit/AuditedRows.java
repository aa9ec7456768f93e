package dev.sameriver.audit;

import dev.sameriver.connect.ExternalSorter;
import dev.sameriver.job.OnlyRows;
import dev.sameriver.output.Digest;
import dev.sameriver.output.Storable;
import dev.sameriver.view.KeyFilter;
import dev.sameriver.view.RowCsv;
import dev.sameriver.view.RowSchema;
import dev.sameriver.view.UserError;
import dev.sameriver.view.ViewRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes the rows of one side whose windows are final, in any order, and makes of them what sides
 * are held against each other by: how many they are, their digest, and their tree of hashes. Rows
 * of other windows or keys than the audit's are passed over. One that is marked as not final is in
 * the tree, as another row than the final one, and not in the digest. To be closed, as it may have
 * temporary files.
 */
final class AuditedRows implements AutoCloseable {

    private static final String START = "window_start";
    private static final String END = "window_end";
    private static final String OPEN = " not final";
    private static final long MEMORY_BYTES = 64L << 20;

    private final RowSchema schema;
    private final long from;
    private final long to;
    private final @Nullable KeyFilter keys;
    private final int start;
    private final int end;
    private final Digest digest;
    private final ExternalSorter sorter;

    private long longest;

    /**
     * @param from windows start at or after this, in milliseconds
     * @param to windows end at or before this, in milliseconds
     * @param keys null for all
     */
    AuditedRows(RowSchema schema, long from, long to, @Nullable KeyFilter keys) throws IOException {
        requireWindows(schema);
        this.schema = schema;
        this.from = from;
        this.to = to;
        this.keys = keys;
        this.start = schema.names().indexOf(START);
        this.end = schema.names().indexOf(END);
        this.digest = new Digest(schema);
        this.sorter = new ExternalSorter(MEMORY_BYTES);
    }

    /**
     * @throws UserError if rows of this schema have no windows in their key
     */
    static void requireWindows(RowSchema schema) {
        List<String> key = schema.names().subList(0, schema.keyColumns());
        if (!key.contains(START) || !key.contains(END)) {
            throw new UserError(
                    "An audit is of rows that have windows, but the key of these is "
                            + String.join(", ", key)
                            + ": check them with compare --derive instead.");
        }
    }

    /** Adds a row. */
    void add(ViewRow given) throws IOException {
        ViewRow row = Storable.row(schema, given);
        if (!(row.get(start) instanceof Long first) || !(row.get(end) instanceof Long last)) {
            throw new IllegalStateException("a row without a window");
        }
        String key = keyText(row);
        if (first < from || last > to || (keys != null && !keys.takes(key))) {
            return;
        }
        longest = Math.max(longest, last - first);
        String line = RowCsv.line(schema, row);
        if (row.isFinal()) {
            digest.addLine(line);
        }
        sorter.add(RowEntry.encode(last, key, name(row), row.isFinal() ? line : line + OPEN));
    }

    /** What {@link KeyFilter} knows a row's key by: its primary key without the window. */
    private String keyText(ViewRow row) {
        List<String> texts = OnlyRows.key(schema, row);
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            if (i != start && i != end) {
                columns.add(texts.get(i));
            }
        }
        return KeyFilter.text(columns);
    }

    /** The row's primary key, as people read it. */
    private String name(ViewRow row) {
        return String.join(" ", OnlyRows.key(schema, row));
    }

    /**
     * What all rows amount to; to be called once, after the last.
     *
     * @param depth how deep the tree goes
     */
    Summary finish(RowTree.Depth depth) throws IOException {
        long rows = sorter.records();
        HashNode tree = RowTree.of(sorter.sort(), rows, depth);
        return new Summary(digest.result(), tree, longest);
    }

    @Override
    public void close() throws IOException {
        digest.close();
        sorter.close();
    }

    /**
     * What the rows of a side amount to.
     *
     * @param longest how long the longest window is, in milliseconds
     */
    record Summary(Digest.Result digest, HashNode tree, long longest) {}
}
