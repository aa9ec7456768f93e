package dev.sameriver.jobs.accounts;

import dev.sameriver.ordered.Machine;
import dev.sameriver.ordered.OrderedEvent;
import dev.sameriver.ordered.Results;
import org.jspecify.annotations.Nullable;

/** Adds an account's entries up, in order. */
final class Balance implements Machine<Long, Entry, Booked> {

    @Override
    public Long apply(@Nullable Long before, OrderedEvent<Entry> event, Results<Booked> results) {
        Entry entry = event.value();
        long balance = Math.addExact(before == null ? 0 : before, entry.cents());
        results.give(new Booked(entry.account(), entry.requestId(), entry.cents(), balance));
        return balance;
    }
}
