package dev.sameriver.ordered;

import java.util.List;

/**
 * What a join in windows holds of a key.
 *
 * @param window the end, as {@link dev.sameriver.window.SliceMath} names windows, of the first
 *     window of these events that is not over
 * @param events of both sides, whose last windows are not over, in order; one at least
 */
public record WindowState(long window, List<OrderedEvent<Object>> events) {}
