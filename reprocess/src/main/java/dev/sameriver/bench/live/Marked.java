package dev.sameriver.bench.live;

/**
 * What is watched: a key in a window.
 *
 * @param windowEnd in milliseconds since 1970-01-01T00:00Z
 */
record Marked(long key, long windowEnd) {

    static Marked of(long key, long time) {
        long window = LiveLoad.WINDOW.toMillis();
        return new Marked(key, Math.floorDiv(time, window) * window + window);
    }
}
