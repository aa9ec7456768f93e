package dev.sameriver.view;

import dev.sameriver.ordered.AnswerMachine;
import dev.sameriver.ordered.OrderedEventTypeInfo;
import dev.sameriver.ordered.Reads;
import dev.sameriver.ordered.Served;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
                new AnswerMachine<Q, V>(rule, names(changes.inputs().logs())),
                Served.type(events),
                type(
                        (TypeInformation<Q>) openedReads.type(),
                        (TypeInformation<V>) openedChanges.type()));
    }

    /** A log that is read twice is named twice: {@code transfers}, {@code transfers#2}. */
    private static List<String> names(List<String> logs) {
        List<String> names = new ArrayList<>();
        for (String log : logs) {
            long before = logs.subList(0, names.size()).stream().filter(log::equals).count();
            names.add(before == 0 ? log : log + "#" + (before + 1));
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
