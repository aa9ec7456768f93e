package dev.sameriver.function;

/**
 * A getter that gives a component of the events as it is, and says which; of a method reference it
 * is told by {@link ComponentOf}.
 */
public interface ComponentReader {

    /** The component's name, as {@code delayMinutes}; the record of the events must have it. */
    String component();
}
