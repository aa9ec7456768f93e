package dev.sameriver.upgrade;

import java.io.Serializable;
import java.util.List;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.jspecify.annotations.Nullable;

/**
 * An operator of a view's job.
 *
 * @param id what a savepoint knows it by
 * @param alias the id of a savepoint that it takes the state of, set by setUidHash; null if none is
 * @param uid null if the view gives none, so that the id hangs on the steps before it
 * @param states what it keeps; empty if nothing
 */
record OperatorShape(
        OperatorID id,
        @Nullable OperatorID alias,
        @Nullable String uid,
        String name,
        int maxParallelism,
        List<StateShape> states)
        implements Serializable {

    /** Whether it takes what another left in a savepoint. */
    boolean continues(OperatorShape old) {
        return old.id.equals(id) || old.id.equals(alias);
    }

    boolean keepsTheSameAs(OperatorShape other) {
        return states.size() == other.states.size()
                && states.stream()
                        .allMatch(
                                state ->
                                        other.states.stream()
                                                .anyMatch(
                                                        one ->
                                                                one.isNamedAs(state)
                                                                        && one.holdsTheSameAs(
                                                                                state)));
    }

    /** How a user knows it. */
    String where() {
        return uid == null ? "\"" + name + "\" (no uid)" : uid;
    }
}
