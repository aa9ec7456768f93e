package dev.sameriver.ordered;

import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * What {@link CausalMachine} knows of a key; it is never changed.
 *
 * @param applied the ids that were applied
 * @param waiting the events that wait for others, in order
 */
public record Causal<T>(Applied applied, List<OrderedEvent<T>> waiting) {

    /** How Flink stores it. */
    @SuppressWarnings("unchecked")
    public static <T> TypeInformation<Causal<T>> type(OrderedEventTypeInfo<T> events) {
        TypeInformation<Applied> applied =
                Types.POJO(
                        Applied.class,
                        Map.of(
                                "parts",
                                Types.LIST(Types.MAP(Types.STRING, Types.LONG)),
                                "newest",
                                Types.LONG));
        return (TypeInformation<Causal<T>>)
                (TypeInformation<?>)
                        Types.POJO(
                                Causal.class,
                                Map.of("applied", applied, "waiting", Types.LIST(events)));
    }
}
