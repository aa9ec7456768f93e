package dev.sameriver.operator;

/**
 * How many entries a {@link PartialTable} may have: as many as it usually has, or up to {@value
 * #MOST_GROWTH} times as many while that pays.
 *
 * <p>With a million keys that come in turn, a small table would be full before one of them came
 * again. So when it is full with so few events an entry that little was combined, twice as many
 * entries may come; when it is emptied with less than a quarter in use, half as many, as a burst is
 * not to keep its memory.
 */
final class PartialBound {

    private static final int MOST_GROWTH = 16;

    /** So many events an entry on average make handing on worth while. */
    private static final int WORTH = 4;

    private final int usual;
    private final int most;

    private int capacity;

    /** About how many events are in the entries. */
    private long events;

    /**
     * @param usual how many entries there may be at first, 1 or more
     * @param most how many there may ever be, as many or more
     */
    PartialBound(int usual, int most) {
        this.usual = usual;
        this.most = (int) Math.min((long) MOST_GROWTH * usual, most);
        this.capacity = usual;
    }

    /** How many entries there may be. */
    int capacity() {
        return capacity;
    }

    /** Notes events that were added to entries. */
    void added(int count) {
        events += count;
    }

    /**
     * Lets a full table grow, if that pays.
     *
     * @param entries how many it has
     * @return whether there is room for another
     */
    boolean grow(int entries) {
        if (events >= (long) WORTH * entries) {
            return false;
        }
        capacity = Math.min(most, 2 * capacity);
        return entries < capacity;
    }

    /** Notes that of some entries fewer are left. */
    void left(int entries, int before) {
        events = events * entries / before;
    }

    /**
     * Notes that all entries were taken out.
     *
     * @param used how many there were since that happened last, at most
     * @return whether there may be fewer than before
     */
    boolean emptied(int used) {
        events = 0;
        if (capacity == usual || used >= capacity / 4) {
            return false;
        }
        capacity = Math.max(usual, capacity / 2);
        return true;
    }
}
