package dev.sameriver.ordered;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the state holds of a key; it is never changed.
 *
 * @param machine the machine's state; null for none
 * @param events those that were not applied yet, in order
 */
record HeldEvents<S>(@Nullable S machine, List<OrderedEvent<Object>> events) {}
