package dev.sameriver.ordered;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The ids of a key's events that were applied, each with its causal time; it is never changed.
 *
 * <p>Ids are in parts, the newest last, and a part that is no greater than those behind it is made
 * into one with them. So sizes at least double from the end on: with 1,000 ids there are ten parts
 * at most, and an id more copies ten on average, not 1,000.
 *
 * @param parts the ids, and milliseconds since 1970-01-01T00:00Z
 * @param newest the greatest causal time; {@link Long#MIN_VALUE} if nothing was applied
 */
public record Applied(List<Map<String, Long>> parts, long newest) {

    static final Applied NOTHING = new Applied(List.of(), Long.MIN_VALUE);

    /** The causal time of the event that was applied last by this id; null if there is none. */
    @Nullable Long time(String id) {
        for (int i = parts.size() - 1; i >= 0; i--) {
            Long time = parts.get(i).get(id);
            if (time != null) {
                return time;
            }
        }
        return null;
    }

    /**
     * With one more.
     *
     * @param needed ids that were applied before this may be forgotten
     */
    Applied with(String id, long time, long needed) {
        List<Map<String, Long>> next = new ArrayList<>(parts);
        Map<String, Long> last = Map.of(id, time);
        while (!next.isEmpty() && next.get(next.size() - 1).size() <= last.size()) {
            last = joined(next.remove(next.size() - 1), last, needed);
        }
        next.add(last);
        return new Applied(next, Math.max(newest, time));
    }

    private static Map<String, Long> joined(
            Map<String, Long> older, Map<String, Long> newer, long needed) {
        Map<String, Long> joined = new HashMap<>();
        older.forEach(
                (id, time) -> {
                    if (time >= needed) {
                        joined.put(id, time);
                    }
                });
        joined.putAll(newer);
        return joined;
    }
}
