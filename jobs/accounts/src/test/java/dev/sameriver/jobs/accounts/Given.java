package dev.sameriver.jobs.accounts;

import dev.sameriver.ordered.Results;
import java.util.ArrayList;
import java.util.List;

/** Keeps what a machine gives, and lets a test take it. */
final class Given<R> implements Results<R> {

    private final List<R> results = new ArrayList<>();

    @Override
    public void give(R result) {
        results.add(result);
    }

    @Override
    public void drop() {
        throw new IllegalStateException("nothing is dropped");
    }

    /** What was given since this was asked last. */
    List<R> take() {
        List<R> taken = List.copyOf(results);
        results.clear();
        return taken;
    }
}
