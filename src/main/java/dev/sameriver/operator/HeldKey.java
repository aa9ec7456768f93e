package dev.sameriver.operator;

/** What one key holds between two checkpoints, as {@link HeldKeys} sees it; for one thread. */
public abstract class HeldKey {

    /** In {@link #due}: there is nothing to wait for. */
    public static final long NEVER = Long.MAX_VALUE;

    /** This object, a key such as a short text, and their places in maps and queues. */
    protected static final int BYTES_A_KEY = 192;

    private final Object key;

    /** When {@link KeyCache} looks at this key next; {@link #NEVER} if it has no need to. */
    long queuedFor = NEVER;

    /** How many bytes {@link KeyCache} has counted of this key; 0 if it is not in there. */
    long counted;

    /** Whether {@link KeyCache} has counted this key as one that holds nothing. */
    boolean countedEmpty;

    /** Whether {@link KeyCache} has counted this key as one that waits for nothing. */
    boolean countedIdle;

    /** Whether {@link KeyCache} lists this key with those that waited for nothing. */
    boolean isAmongIdle;

    /** Whether the state does not hold what is here. */
    boolean changed;

    /** Whether the state holds something of this key. */
    boolean stored;

    /** What {@link #due} was when a timer was set last; {@link #NEVER} if none was. */
    long timer = NEVER;

    protected HeldKey(Object key) {
        this.key = key;
    }

    public final Object key() {
        return key;
    }

    /** Whether {@link KeyCache} holds this key. */
    final boolean isIn() {
        return counted > 0;
    }

    /**
     * When the key is next to be looked at, in milliseconds since 1970-01-01T00:00Z: once the least
     * clock has reached it; {@link #NEVER} if it need not be.
     */
    public abstract long due();

    /** How much is held; 0 if the key can be forgotten. */
    public abstract int size();

    /** About how many bytes of memory the key takes with all that it holds; 1 or more. */
    public abstract long bytes();
}
