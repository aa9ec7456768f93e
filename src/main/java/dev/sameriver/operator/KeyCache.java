package dev.sameriver.operator;

import java.io.IOException;
import java.util.ArrayDeque;
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
 * <p>When there is no room, keys that wait for nothing give way, as an account's balance does
 * between two payments: those first that have waited for nothing the longest.
 *
 * <p>Windows go through all keys in turn, over and over. So where all keys that are in wait for
 * something, they stay, and others are not taken in: putting the oldest out, as caches do, would
 * find nothing again.
 */
final class KeyCache<K extends HeldKey> {

    /** Sees to a key that gives way. */
    interface Spill<K> {

        /** Puts a key into the state that memory does not hold from here on. */
        void spill(K key) throws IOException;
    }

    /** In milliseconds, a power of two: keys that are due in the same such span wait together. */
    private static final long TOGETHER = 64;

    private final long capacity;
    private final Map<Object, K> keys = new HashMap<>();
    private final TreeMap<Long, List<K>> queue = new TreeMap<>();

    /** Keys that waited for nothing when they came in here, and may be gone. */
    private final ArrayDeque<K> idle = new ArrayDeque<>();

    private final @Nullable Spill<K> spill;

    private long bytes;
    private int empty;

    /** What keys take that were dropped, but still wait in the queue. */
    private long dropped;

    /**
     * @param capacity about how many bytes of memory the keys may take in all
     * @param spill null if no key gives way
     */
    KeyCache(long capacity, @Nullable Spill<K> spill) {
        this.capacity = capacity;
        this.spill = spill;
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
    boolean settle(K key) throws IOException {
        long now = key.bytes();
        if (now > key.counted && bytes + now - key.counted > capacity) {
            dropEmpty();
            spillIdle(key, now);
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
        if (spill != null && isIdle(key) && !key.isAmongIdle) {
            key.isAmongIdle = true;
            idle.add(key);
        }
        return true;
    }

    private static boolean isIdle(HeldKey key) {
        return key.size() > 0 && key.due() == HeldKey.NEVER;
    }

    /** Makes room for a key, as far as others wait for nothing. */
    private void spillIdle(K key, long now) throws IOException {
        while (spill != null && bytes + now - key.counted > capacity && !idle.isEmpty()) {
            K other = idle.poll();
            other.isAmongIdle = false;
            if (other != key && other.isIn() && isIdle(other)) {
                spill.spill(other);
                keys.remove(other.key());
                forget(other);
            }
        }
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
        idle.removeIf(key -> !key.isIn());
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
