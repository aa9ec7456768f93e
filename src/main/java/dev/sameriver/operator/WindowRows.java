package dev.sameriver.operator;

import dev.sameriver.aggregate.Totals;

/** Takes what windows add up to. */
interface WindowRows {

    /**
     * @param start in milliseconds since 1970-01-01T00:00Z, as is the end
     * @param totals are not kept
     * @param early whether the window is still open
     */
    void give(Object key, long start, long end, Totals totals, boolean early);
}
