package dev.sameriver.operator;

import dev.sameriver.window.SliceMath;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The windows that have changed since early results were given last: noted by key, or, where that
 * would be too many, all that are open.
 */
final class EarlyWindows {

    /** What changed of a key: from the first window that counts it, to the last slice. */
    record Changed(Object key, long firstWindow, long lastSlice) {

        Changed with(Changed other) {
            return new Changed(
                    key,
                    Math.min(firstWindow, other.firstWindow),
                    Math.max(lastSlice, other.lastSlice));
        }
    }

    private final Map<Object, Changed> changed = new LinkedHashMap<>();

    /** Keys all of whose open windows are to be given. */
    private final Deque<Object> whole = new ArrayDeque<>();

    private boolean all;

    void changed(Object key, long slice, long first, SliceMath math) {
        if (!all) {
            long window = first == Partial.ALL_WINDOWS ? math.firstWindow(slice) : first;
            changed.merge(key, new Changed(key, window, slice), Changed::with);
        }
    }

    /**
     * Any window may have changed; no key is noted any more until all were {@link #list listed}.
     */
    void allChanged() {
        all = true;
        changed.clear();
        whole.clear();
    }

    /** Whether the keys that have open windows are to be listed. */
    boolean areAll() {
        return all;
    }

    /** Lists the keys that have open windows. */
    void list(Collection<Object> keys) {
        whole.addAll(keys);
        all = false;
    }

    /** Keys without an open window are not kept, however many there were in history. */
    void forget(Object key) {
        changed.remove(key);
    }

    /** How many keys are noted one by one. */
    int noted() {
        return changed.size();
    }

    boolean isEmpty() {
        return !all && changed.isEmpty() && whole.isEmpty();
    }

    /** Takes out what changed of one key; there must be one, and all must be listed. */
    Changed next() {
        Object key = whole.poll();
        if (key != null) {
            return new Changed(key, Long.MIN_VALUE, Long.MAX_VALUE);
        }
        Iterator<Changed> oldest = changed.values().iterator();
        Changed next = oldest.next();
        oldest.remove();
        return next;
    }
}
