package dev.sameriver.operator;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds the spans of a table by key and time. Each key's ring is in the order of time; a list of it
 * is made when it is first asked for, as keys whose events come in that order need none.
 */
final class SpanOrder {

    private final PartialTable<?> table;
    private @Nullable Spans[] lists = new @Nullable Spans[64];

    SpanOrder(PartialTable<?> table) {
        this.table = table;
    }

    /** A key's spans; the key must have some. */
    Spans of(int key) {
        if (key >= lists.length) {
            lists = Arrays.copyOf(lists, Math.max(key + 1, 2 * lists.length));
        }
        Spans list = lists[key];
        if (list == null) {
            list = new Spans(table::from);
            int newest = table.newest(key);
            int span = newest;
            do {
                span = table.next(span);
                list.addLast(span);
            } while (span != newest);
            lists[key] = list;
        }
        return list;
    }

    /** Notes a span that was added behind all others of its key. */
    void addedLast(int key, int span) {
        Spans list = key < lists.length ? lists[key] : null;
        if (list != null) {
            list.addLast(span);
        }
    }

    /** Forgets the order, as entries were renumbered. */
    void clear() {
        Arrays.fill(lists, null);
    }
}
