package dev.sameriver.operator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The keys that an operator keeps in memory between two checkpoints, and which of them are due.
 *
 * <p>Windows go through all keys in turn, over and over. So when there is no room, those that are
 * in stay, and others are not taken in: putting the oldest out, as caches do, would find nothing
 * again.
 */
final class KeyCache<K extends HeldKey> {

    /** In milliseconds, a power of two: keys that are due in the same such span wait together. */
    private static final long TOGETHER = 64;

    private final long capacity;
    private final Map<Object, K> keys = new HashMap<>();
    private final TreeMap<Long, List<K>> queue = new TreeMap<>();

    private long bytes;
    private int empty;

    /** What keys take that were dropped, but still wait in the queue. */
    private long dropped;

    /**
     * @param capacity about how many bytes of memory the keys may take in all
     */
    KeyCache(long capacity) {
        this.capacity = capacity;
    }

    @Nullable K get(Object key) {
        return keys.get(key);
    }

    Iterable<K> all() {
        return keys.values();
    }

    /**
     * Sees to a key that has changed, and takes it in if there is room.
     *
     * @return whether the key is in memory; if not, the state has to hold it
     */
    boolean settle(K key) {
        long now = key.bytes();
        if (now > key.counted && bytes + now - key.counted > capacity) {
            dropEmpty();
            if (bytes + now - key.counted > capacity) {
                drop(key);
                return false;
            }
        }
        // An empty key that was dropped just now is taken in again, like a new one.
        if (!key.isIn()) {
            keys.put(key.key(), key);
        }
        boolean isEmpty = key.size() == 0;
        bytes += now - key.counted;
        empty += (isEmpty ? 1 : 0) - (key.countedEmpty ? 1 : 0);
        key.counted = now;
        key.countedEmpty = isEmpty;
        queue(key);
        return true;
    }

    /** Takes the keys out of the queue that have a window that ends at or before a time. */
    List<K> due(long until) {
        List<K> due = new ArrayList<>();
        List<K> later = new ArrayList<>();
        while (!queue.isEmpty() && queue.firstKey() <= until) {
            Map.Entry<Long, List<K>> first = queue.pollFirstEntry();
            for (K key : first.getValue()) {
                if (!key.isIn() || key.queuedFor != first.getKey()) {
                    continue;
                }
                key.queuedFor = HeldKey.NEVER;
                if (key.size() > 0 && key.due() <= until) {
                    due.add(key);
                } else {
                    later.add(key);
                }
            }
        }
        later.forEach(this::queue);
        return due;
    }

    /** A key that is due later than it is queued for stays where it is until then. */
    private void queue(K key) {
        long from = key.due() & -TOGETHER;
        if (key.size() > 0 && key.due() != HeldKey.NEVER && from < key.queuedFor) {
            key.queuedFor = from;
            queue.computeIfAbsent(from, any -> new ArrayList<>()).add(key);
        }
    }

    private void drop(K key) {
        if (key.isIn()) {
            dropped += key.counted;
            keys.remove(key.key());
            forget(key);
            if (dropped > capacity / 4) {
                queueAnew();
            }
        }
    }

    /** Keys without windows are worth keeping only while there is room: they may come again. */
    private void dropEmpty() {
        if (empty == 0 || empty < keys.size() / 4) {
            return;
        }
        Iterator<K> all = keys.values().iterator();
        while (all.hasNext()) {
            K key = all.next();
            if (key.countedEmpty) {
                all.remove();
                forget(key);
            }
        }
        queueAnew();
    }

    /** Lets go of the keys in the queue that are not in memory any more. */
    private void queueAnew() {
        dropped = 0;
        queue.clear();
        for (K key : keys.values()) {
            key.queuedFor = HeldKey.NEVER;
            queue(key);
        }
    }

    private void forget(K key) {
        bytes -= key.counted;
        empty -= key.countedEmpty ? 1 : 0;
        key.counted = 0;
        key.countedEmpty = false;
        key.queuedFor = HeldKey.NEVER;
    }
}
