package dev.sameriver.log;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records that were made one by one. */
record EventPayload<T>(List<Event<T>> events) implements Payload<T> {

    @Override
    public @Nullable String deadReason(int row) {
        return events.get(row).deadReason();
    }

    @Override
    public byte @Nullable [] raw(int row) {
        return events.get(row).raw();
    }

    @Override
    public T value(int row) {
        return events.get(row).value();
    }
}
