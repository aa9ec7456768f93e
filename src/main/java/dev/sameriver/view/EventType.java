package dev.sameriver.view;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.jspecify.annotations.Nullable;

/**
 * What the events of a log are read into: which columns are read, as which Java types, and what is
 * made of them.
 *
 * <p>{@code EventType.of(Flight.class)} reads the components of {@code record Flight(String origin,
 * int delayMinutes)}, and makes a {@code Flight} of them.
 *
 * @param <T> what is made of an event
 */
public interface EventType<T> extends Serializable {

    /** The type that is a Java record; {@link Inputs#events(String, Class)} says how it is read. */
    static <T> EventType<T> of(Class<T> record) {
        return RecordType.of(record);
    }

    /** Its name, for messages. */
    String name();

    /** The columns that are read, and no others are. */
    List<Component> components();

    /** The column that must be the log's event time; null, as by default, if that is not said. */
    default @Nullable String time() {
        return null;
    }

    /**
     * What makes a value of the components' values, in their order; it may throw an {@link
     * IllegalArgumentException}, and then the event is dead.
     *
     * @throws UserError if none can be had
     */
    Function<@Nullable Object[], T> maker();

    /** Whether a value is no more than its components, so that it need not be made to be read. */
    boolean isPlain();

    /** How Flink moves the values. */
    TypeInformation<T> typeInfo();

    /**
     * A column that is read.
     *
     * @param name {@code delayMinutes} and {@code delay_minutes} stand for the column {@code
     *     delay_minutes}
     * @param type the Java type of its values, where a null does not fit a primitive
     */
    record Component(String name, Class<?> type) implements Serializable {

        /** {@code delay_minutes}, of {@code delayMinutes} as of {@code delay_minutes}. */
        public String snakeCase() {
            return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
        }
    }
}
