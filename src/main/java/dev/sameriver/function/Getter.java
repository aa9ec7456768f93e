package dev.sameriver.function;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Reads a value from an event; null where the event has none. */
@FunctionalInterface
public interface Getter<T, R> extends Serializable {

    @Nullable R get(T event);
}
