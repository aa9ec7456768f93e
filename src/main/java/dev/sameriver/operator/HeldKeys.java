package dev.sameriver.operator;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.KeyContext;
import org.jspecify.annotations.Nullable;

/**
 * The keys of an operator, in memory, and in Flink's state when a checkpoint needs it: then every
 * key that has changed is put there, with a timer for when it is due next.
 *
 * <p>Where memory is full, keys that wait for nothing are put into the state and give way to
 * others. Where all keys wait for something, one that memory has no room for is held beside them
 * until other such keys are worked on that are as large together; those are put into the state.
 * Between checkpoints keys in memory are found by {@link #due}, without timers.
 *
 * <p>Where Flink hands over key after key, as in a batch, the key before was done with, and Flink
 * has forgotten its state: so none gives way, and none is held beside the others for longer. There
 * a timer is set when a key is first seen: by it Flink asks for what is due of a key before it goes
 * on to the next.
 *
 * <p>Which key is Flink's current one is open behind each call.
 *
 * @param <K> what is known of a key
 * @param <V> the form in which the state holds it
 */
public final class HeldKeys<K extends HeldKey, V> {

    /** What the keys in memory may take in all, about, in bytes. */
    public static final long MEMORY = 64L << 20;

    /**
     * Between a key in memory and what the state holds of it.
     *
     * @param <K> what is known of a key
     * @param <V> the form in which the state holds it
     */
    public interface Form<K, V> {

        /** A key as the state holds it; a new one if that is null. */
        K read(Object key, @Nullable V held) throws IOException;

        /** What the state is to hold of a key that is not empty. */
        V write(K key) throws IOException;
    }

    private final KeyContext context;
    private final ValueState<V> state;
    private final InternalTimerService<VoidNamespace> timers;
    private final Form<K, V> form;
    private final boolean keyByKey;
    private final KeyCache<K> cache;

    /** The one key that is held of those that there is no room for. */
    private @Nullable K last;

    /** What was put into the state beside {@link #last} since it was worked on, in bytes. */
    private long beside;

    /**
     * @param context turns to a key, for its state and timers
     * @param memory about how many bytes the keys in memory may take in all
     * @param keyByKey whether Flink hands over key after key; see {@link SortedInput}
     */
    public HeldKeys(
            KeyContext context,
            ValueState<V> state,
            InternalTimerService<VoidNamespace> timers,
            long memory,
            Form<K, V> form,
            boolean keyByKey) {
        this.context = context;
        this.state = state;
        this.timers = timers;
        this.form = form;
        this.keyByKey = keyByKey;
        this.cache = new KeyCache<>(memory, keyByKey ? null : this::spill);
    }

    /** A key, out of memory or else out of the state, for which it becomes the current key. */
    public K get(Object key) throws IOException {
        K known = inMemory(key);
        if (known != null) {
            return known;
        }
        context.setCurrentKey(key);
        V held = state.value();
        K read = form.read(key, held);
        if (held != null) {
            read.stored = true;
            read.timer = read.due();
        }
        return read;
    }

    /** Keeps a key that has changed, and sees to it that it is found when it is due. */
    public void keep(K key) throws IOException {
        boolean isNew = !key.isIn() && !key.stored;
        hold(key);
        if (keyByKey && isNew && key.isIn()) {
            setTimer(key);
        }
    }

    /** Keeps a key from which was taken what was due. */
    public void settle(K key) throws IOException {
        hold(key);
    }

    /** Takes out of the queue the keys in memory that are due at or before a time. */
    public List<K> due(long until) {
        return cache.due(until);
    }

    /** Puts all that has changed into the state. */
    public void store() throws IOException {
        for (K key : cache.all()) {
            if (key.changed) {
                store(key);
            }
        }
        letGo();
    }

    @Nullable K inMemory(Object key) {
        K cached = cache.get(key);
        return cached == null && last != null && last.key().equals(key) ? last : cached;
    }

    /** The keys that hold something in memory. */
    List<Object> inMemory() {
        List<Object> keys = new ArrayList<>();
        for (K key : cache.all()) {
            if (key.size() > 0) {
                keys.add(key.key());
            }
        }
        if (last != null) {
            keys.add(last.key());
        }
        return keys;
    }

    private void hold(K key) throws IOException {
        key.changed = true;
        boolean isIn = cache.settle(key);
        if (key == last && (isIn || key.size() == 0)) {
            last = null;
        }
        if (key.size() == 0) {
            store(key);
        } else if (!isIn) {
            keepAsLast(key);
        }
    }

    private void spill(K key) throws IOException {
        if (key.changed) {
            store(key);
        }
    }

    private void keepAsLast(K key) throws IOException {
        if (key != last) {
            beside += key.bytes();
            if (last != null && !keyByKey && beside <= last.bytes()) {
                store(key);
                return;
            }
            letGo();
            last = key;
        }
        beside = 0;
        if (key.due() != key.timer) {
            setTimer(key);
        }
    }

    /**
     * Puts the key that is held beside the others into the state. Where Flink hands over key after
     * key, nothing asks for it any more, and to turn to it would fire the timers of the present
     * one.
     */
    private void letGo() throws IOException {
        if (last != null && last.changed && !keyByKey) {
            store(last);
        }
        last = null;
    }

    private void store(K key) throws IOException {
        key.changed = false;
        if (key.size() == 0 && !key.stored) {
            return;
        }
        context.setCurrentKey(key.key());
        key.stored = key.size() > 0;
        if (key.stored) {
            state.update(form.write(key));
        } else {
            state.clear();
        }
        setTimer(key);
    }

    /** Sets the timer of a key in place of the one that it had, so that it has only one. */
    private void setTimer(K key) {
        context.setCurrentKey(key.key());
        long due = key.due();
        if (key.timer != due && key.timer != HeldKey.NEVER) {
            timers.deleteEventTimeTimer(VoidNamespace.INSTANCE, key.timer - 1);
        }
        if (due != HeldKey.NEVER) {
            timers.registerEventTimeTimer(VoidNamespace.INSTANCE, due - 1);
        }
        key.timer = due;
    }
}
