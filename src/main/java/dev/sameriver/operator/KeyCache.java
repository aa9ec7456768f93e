package dev.sameriver.operator;

import java.io.IOException;
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
 * between two payments. Which of them is as good as drawn: where keys come in turn, over and over,
 * the one that has waited the longest is the one that comes next.
 *
 * <p>Where the keys that are in wait for something, as all with open windows do, they stay, and
 * others are not taken in.
 */
final class KeyCache<K extends HeldKey> {

    /** Sees to a key that gives way. */
    interface Spill<K> {

        /** Puts a key that memory does not hold from here on into the state. */
        void spill(K key) throws IOException;
    }

    /** In milliseconds, a power of two: keys that are due in the same such span wait together. */
    private static final long TOGETHER = 64;

    /** A prime, so that steps of it come by all keys that may give way. */
    private static final int STEP = 1_000_003;

    /** Queue and list may have so many entries more than twice the keys before they are cleared. */
    private static final int SPARE = 1_000;

    private final long capacity;
    private final Map<Object, K> keys = new HashMap<>();
    private final TreeMap<Long, List<K>> queue = new TreeMap<>();

    /** Keys that waited for nothing when they came in here; they may be gone. */
    private final List<K> idle = new ArrayList<>();

    private final @Nullable Spill<K> spill;

    private long bytes;
    private int empty;

    /** What keys take that wait for nothing, of {@link #bytes}. */
    private long idleBytes;

    /** Which of {@link #idle} was the last to give way. */
    private int gaveWay;

    /** Entries in the queue, with those of keys that are queued anew or gone. */
    private int queued;

    /** About what keys take at most that were dropped, but still are in the queue or the list. */
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

    /** How many entries wait for their time, with those that stand for no key any more. */
    int queued() {
        return queued;
    }

    /**
     * Sees to a key that has changed, and takes it in if there is room.
     *
     * @return whether the key is in memory; if not, the state has to hold it
     */
    boolean settle(K key) throws IOException {
        long now = key.bytes();
        if (now > key.counted && !fits(key, now)) {
            dropEmpty();
            spillIdle(key, now);
            if (!fits(key, now)) {
                drop(key);
                return false;
            }
        }
        // An empty key that was dropped just now is taken in again, like a new one.
        if (!key.isIn()) {
            keys.put(key.key(), key);
        }
        count(key, now);
        queue(key);
        if (queued > 2 * keys.size() + SPARE) {
            queueAnew();
        }
        if (spill != null && key.countedIdle && !key.isAmongIdle) {
            key.isAmongIdle = true;
            idle.add(key);
            if (idle.size() > 2 * keys.size() + SPARE) {
                listIdleAnew();
            }
        }
        return true;
    }

    private boolean fits(K key, long now) {
        return bytes + now - key.counted <= capacity;
    }

    private void count(K key, long now) {
        boolean isEmpty = key.size() == 0;
        boolean isIdle = !isEmpty && key.due() == HeldKey.NEVER;
        bytes += now - key.counted;
        empty += (isEmpty ? 1 : 0) - (key.countedEmpty ? 1 : 0);
        idleBytes += (isIdle ? now : 0) - (key.countedIdle ? key.counted : 0);
        key.counted = now;
        key.countedEmpty = isEmpty;
        key.countedIdle = isIdle;
    }

    /** Makes room for a key that holds something, if others wait for nothing that leave enough. */
    private void spillIdle(K key, long now) throws IOException {
        long others = idleBytes - (key.countedIdle ? key.counted : 0);
        if (spill == null || key.size() == 0 || bytes - others + now - key.counted > capacity) {
            return;
        }
        while (!fits(key, now) && !idle.isEmpty()) {
            K other = takeIdle();
            other.isAmongIdle = false;
            if (other != key && other.countedIdle) {
                spill.spill(other);
                drop(other);
            }
        }
    }

    private K takeIdle() {
        K last = idle.remove(idle.size() - 1);
        if (idle.isEmpty()) {
            return last;
        }
        gaveWay = (gaveWay + STEP) % idle.size();
        return idle.set(gaveWay, last);
    }

    /** Lets go of the keys in the list that are not in memory any more. */
    private void listIdleAnew() {
        idle.removeIf(
                key -> {
                    key.isAmongIdle = key.isIn();
                    return !key.isIn();
                });
    }

    /** Takes the keys out of the queue that have a window that ends at or before a time. */
    List<K> due(long until) {
        List<K> due = new ArrayList<>();
        List<K> later = new ArrayList<>();
        while (!queue.isEmpty() && queue.firstKey() <= until) {
            Map.Entry<Long, List<K>> first = queue.pollFirstEntry();
            queued -= first.getValue().size();
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
            queued++;
        }
    }

    private void drop(K key) {
        if (key.isIn()) {
            dropped += key.counted;
            keys.remove(key.key());
            forget(key);
            if (dropped > capacity / 4) {
                listIdleAnew();
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
        listIdleAnew();
        queueAnew();
    }

    /** Lets go of the entries of the queue that stand for no key any more. */
    private void queueAnew() {
        dropped = 0;
        queued = 0;
        queue.clear();
        for (K key : keys.values()) {
            key.queuedFor = HeldKey.NEVER;
            queue(key);
        }
    }

    private void forget(K key) {
        bytes -= key.counted;
        empty -= key.countedEmpty ? 1 : 0;
        idleBytes -= key.countedIdle ? key.counted : 0;
        key.counted = 0;
        key.countedEmpty = false;
        key.countedIdle = false;
        key.queuedFor = HeldKey.NEVER;
    }
}
