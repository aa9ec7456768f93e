package dev.sameriver.operator;

import dev.sameriver.window.SliceMath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The windows that have changed since early results were given last, by key. */
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

    private final Map<Object, Changed> changed = new HashMap<>();

    void changed(Object key, long slice, long first, SliceMath math) {
        long window = first == Partial.ALL_WINDOWS ? math.firstWindow(slice) : first;
        changed.merge(key, new Changed(key, window, slice), Changed::with);
    }

    /** Keys without an open window are not kept, however many there were in history. */
    void forget(Object key) {
        changed.remove(key);
    }

    List<Changed> take() {
        List<Changed> taken = new ArrayList<>(changed.values());
        changed.clear();
        return taken;
    }
}
