package dev.sameriver.ordered;

import dev.sameriver.operator.Reading;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a join gives, told as text. */
record Told<J>(Results<Outcome> to, Function<J, Outcome> telling) implements Results<J> {

    @Override
    public void give(J result) {
        to.give(telling.apply(result));
    }

    @Override
    public void place(OrderedEvent<J> result) {
        to.place(
                new OrderedEvent<>(
                        result.key,
                        result.input,
                        result.log,
                        result.generation,
                        result.partition,
                        result.offset,
                        result.number,
                        result.time,
                        result.clock,
                        telling.apply(result.value)));
    }

    @Override
    public void refuse(OrderedEvent<?> event, String reason) {
        to.refuse(event, reason);
    }

    @Override
    public void drop() {
        to.drop();
    }

    /** An outcome whose next key follows from its text. */
    static Outcome outcome(String text) {
        return new Outcome(text, Math.floorMod(text.hashCode(), 3));
    }

    static String text(@Nullable Reading reading) {
        return reading == null ? "" : String.valueOf(reading.amount());
    }

    /**
     * @throws NullPointerException if the event has no amount
     */
    static void refuseWithoutAmount(OrderedEvent<Reading> event) {
        Objects.requireNonNull(event.value().amount(), "no amount");
    }

    @SuppressWarnings("unchecked")
    static OrderedEvent<Object> any(OrderedEvent<Reading> event) {
        return (OrderedEvent<Object>) (OrderedEvent<?>) event;
    }
}
