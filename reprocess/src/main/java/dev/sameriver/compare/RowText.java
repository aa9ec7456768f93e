package dev.sameriver.compare;

import dev.sameriver.output.Storable;
import dev.sameriver.view.Column;
import dev.sameriver.view.RowCsv;
import dev.sameriver.view.RowSchema;
import dev.sameriver.view.ViewRow;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The compared columns of one side's rows as bytes. Rows with the same columns are the same bytes,
 * whatever side they are of, and bytes sort by key first.
 *
 * <p>Each column of the key is its text and a zero byte; of the others each is a 1 if it is null,
 * or else a 2, its text and a zero byte. No text has a zero in it, see {@link Storable}.
 */
final class RowText {

    private static final int END = 0;
    private static final int NULL = 1;
    private static final int TEXT = 2;

    private final RowSchema schema;
    private final ComparedColumns columns;
    private final int[] places;

    /**
     * @param schema the side's own
     */
    RowText(RowSchema schema, ComparedColumns columns) {
        this.schema = schema;
        this.columns = columns;
        this.places =
                columns.values().stream()
                        .mapToInt(column -> schema.names().indexOf(column.name()))
                        .toArray();
    }

    byte[] encode(ViewRow given) {
        ViewRow row = Storable.row(schema, given);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
        for (int i = 0; i < columns.key().size(); i++) {
            put(bytes, columns.key().get(i), Objects.requireNonNull(row.get(i), "a null key"));
        }
        for (int i = 0; i < places.length; i++) {
            Object value = row.get(places[i]);
            bytes.write(value == null ? NULL : TEXT);
            if (value != null) {
                put(bytes, columns.values().get(i), value);
            }
        }
        return bytes.toByteArray();
    }

    private static void put(ByteArrayOutputStream bytes, Column column, Object value) {
        bytes.writeBytes(RowCsv.text(column.type(), value).getBytes(StandardCharsets.UTF_8));
        bytes.write(END);
    }

    /** How many of a row's bytes are its key. */
    static int keyLength(byte[] row, int keyColumns) {
        int at = 0;
        for (int left = keyColumns; left > 0; at++) {
            left -= row[at] == END ? 1 : 0;
        }
        return at;
    }

    /** The texts of all columns of a row, the key's first; null where a column is. */
    static List<@Nullable String> cells(byte[] row, int keyColumns) {
        List<@Nullable String> cells = new ArrayList<>();
        int at = 0;
        while (at < row.length) {
            if (cells.size() >= keyColumns && row[at++] == NULL) {
                cells.add(null);
                continue;
            }
            int end = at;
            while (row[end] != END) {
                end++;
            }
            cells.add(new String(row, at, end - at, StandardCharsets.UTF_8));
            at = end + 1;
        }
        return cells;
    }
}
