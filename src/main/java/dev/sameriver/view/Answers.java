package dev.sameriver.view;

import dev.sameriver.ordered.AnswerMachine;
import dev.sameriver.ordered.OrderedEventTypeInfo;
import dev.sameriver.ordered.Reads;
import dev.sameriver.ordered.Served;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/** Builds the step that answers reads; see {@link KeyedInput#answer}. */
final class Answers {

    private Answers() {}

    @SuppressWarnings("unchecked")
    static <Q, V> Derived<Answer<Q, V>> derive(
            KeyedInput<V> changes, KeyedInput<Q> reads, Reads<Q> rule) {
        InOrder<Object> both = InOrder.of(changes, reads);
        KeyedInput.Opened<Object> openedChanges = (KeyedInput.Opened<Object>) changes.open();
        KeyedInput.Opened<Object> openedReads = (KeyedInput.Opened<Object>) reads.open();
        OrderedEventTypeInfo<Object> events =
                new OrderedEventTypeInfo<>(
                        openedChanges.keyType(), List.of(openedChanges.type(), openedReads.type()));
        return both.derive(
                List.of(openedChanges, openedReads),
                new AnswerMachine<Q, V>(
                        rule, names(openedChanges.lineage().numbers(), changes.inputs().logs())),
                Served.type(events),
                type(
                        (TypeInformation<Q>) openedReads.type(),
                        (TypeInformation<V>) openedChanges.type()));
    }

    /**
     * The names of the logs that changes are made of. One that these read twice is named twice:
     * {@code transfers}, {@code transfers#2}. What reads are made of does not matter.
     *
     * @param numbers those of the changes' logs
     * @param logs the names of all logs that the view has opened so far, by number
     */
    static SortedMap<Integer, String> names(SortedSet<Integer> numbers, List<String> logs) {
        SortedMap<Integer, String> names = new TreeMap<>();
        Map<String, Integer> times = new HashMap<>();
        for (int number : numbers) {
            String log = logs.get(number);
            int time = times.merge(log, 1, Integer::sum);
            names.put(number, time == 1 ? log : log + "#" + time);
        }
        return names;
    }

    @SuppressWarnings("unchecked")
    private static <Q, V> TypeInformation<Answer<Q, V>> type(
            TypeInformation<Q> read, TypeInformation<V> value) {
        return (TypeInformation<Answer<Q, V>>)
                (TypeInformation<?>)
                        Types.POJO(
                                Answer.class,
                                Map.of(
                                        "read",
                                        read,
                                        "number",
                                        Types.LONG,
                                        "position",
                                        Types.STRING,
                                        "changed",
                                        Types.INSTANT,
                                        "value",
                                        value));
    }
}
