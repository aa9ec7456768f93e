package dev.sameriver.output;

import dev.sameriver.view.Column;
import dev.sameriver.view.ColumnType;
import dev.sameriver.view.RowSchema;
import dev.sameriver.view.ViewRow;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Makes rows such that every output can hold them, the same in all, so that a broken text neither
 * stops a job nor makes two outputs differ.
 *
 * <p>The character U+0000 (which Postgres refuses) and halves of surrogate pairs (which UTF-8
 * cannot say) become U+FFFD. A text of the primary key that is longer than its share of 2,000 bytes
 * (Postgres indexes no key above 2,704) is cut and ends in # and the SHA-256 of the whole.
 */
public final class Storable {

    static final int KEY_BYTES = 2_000;
    private static final int HASH_CHARS = 65;
    private static final char REPLACEMENT = '\ufffd';

    private Storable() {}

    /** The row itself, or the one to be stored in its place. */
    public static ViewRow row(RowSchema schema, ViewRow row) {
        @Nullable Object @Nullable [] changed = null;
        for (int i = 0; i < row.size(); i++) {
            if (row.get(i) instanceof String text) {
                String stored = text(text);
                if (i < schema.keyColumns()) {
                    stored = keyText(stored, KEY_BYTES / textKeys(schema));
                }
                if (!stored.equals(text)) {
                    changed = changed == null ? values(row) : changed;
                    changed[i] = stored;
                }
            }
        }
        return changed == null ? row : new ViewRow(changed, row.isFinal());
    }

    private static @Nullable Object[] values(ViewRow row) {
        @Nullable Object[] values = new @Nullable Object[row.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = row.get(i);
        }
        return values;
    }

    private static int textKeys(RowSchema schema) {
        int count = 0;
        for (Column column : schema.key()) {
            count += column.type() == ColumnType.TEXT ? 1 : 0;
        }
        return Math.max(1, count);
    }

    static String text(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isSurrogate(c)) {
                return replaced(text);
            }
        }
        return text;
    }

    private static String replaced(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints()
                .forEach(
                        c -> {
                            boolean half =
                                    c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
                            out.appendCodePoint(c == 0 || half ? REPLACEMENT : c);
                        });
        return out.toString();
    }

    private static String keyText(String text, int bytes) {
        // A character takes 3 bytes at most (a pair of them 4), so most keys need no counting.
        if (text.length() * 3L <= bytes) {
            return text;
        }
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        if (utf8.length <= bytes) {
            return text;
        }
        int end = bytes - HASH_CHARS;
        while ((utf8[end] & 0xC0) == 0x80) {
            end--;
        }
        return new String(utf8, 0, end, StandardCharsets.UTF_8)
                + '#'
                + HexFormat.of().formatHex(Sha256.create().digest(utf8));
    }
}
