package dev.sameriver.ordered;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;

/**
 * What {@link AnswerMachine} knows of a key; it is never changed.
 *
 * @param changes those that are remembered, and the last one before them, in order
 * @param subscriptions in the order of their reads
 */
public record Served(List<Change> changes, List<Subscription> subscriptions) {

    static final Served NOTHING = new Served(List.of(), List.of());

    /** How Flink stores it. */
    public static TypeInformation<Served> type(TypeInformation<OrderedEvent<Object>> events) {
        TypeInformation<Change> change =
                Types.POJO(Change.class, Map.of("event", events, "index", Types.INT));
        TypeInformation<Subscription> subscription =
                Types.POJO(
                        Subscription.class,
                        Map.of(
                                "read",
                                events,
                                "after",
                                TypeInformation.of(LogPoint.class),
                                "answers",
                                Types.LONG));
        return Types.POJO(
                Served.class,
                Map.of("changes", Types.LIST(change), "subscriptions", Types.LIST(subscription)));
    }

    boolean isNothing() {
        return changes.isEmpty() && subscriptions.isEmpty();
    }

    /** The change that holds; null if there is none yet. */
    @Nullable Change last() {
        return changes.isEmpty() ? null : changes.get(changes.size() - 1);
    }

    /**
     * Without the changes before the last one that is older than a time: that one tells that there
     * may have been others.
     */
    Served since(long time) {
        int first = 0;
        while (first + 1 < changes.size() && changes.get(first + 1).event().time < time) {
            first++;
        }
        return first == 0
                ? this
                : new Served(
                        new ArrayList<>(changes.subList(first, changes.size())), subscriptions);
    }

    Served with(Change change) {
        List<Change> more = new ArrayList<>(changes);
        more.add(change);
        return new Served(more, subscriptions);
    }

    Served with(List<Subscription> others) {
        return new Served(changes, others);
    }
}
