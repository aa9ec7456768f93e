package dev.sameriver.upgrade;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Map;

/**
 * A state of an operator.
 *
 * @param name what it is called in the operator; empty for the key
 * @param form how it is kept, as in {@code VALUE}, {@code MAP} or {@code UNION}; empty where there
 *     is one form only
 * @param serializers the snapshots of its serializers, by their role, as a savepoint holds them
 */
record StateShape(StateKind kind, String name, String form, Map<String, byte[]> serializers)
        implements Serializable {

    boolean isNamedAs(StateShape other) {
        return kind == other.kind && name.equals(other.name);
    }

    /** Whether both differ in their name only. */
    boolean holdsTheSameAs(StateShape other) {
        return kind == other.kind
                && form.equals(other.form)
                && serializers.keySet().equals(other.serializers.keySet())
                && serializers.entrySet().stream()
                        .allMatch(
                                entry ->
                                        Arrays.equals(
                                                entry.getValue(),
                                                other.serializers.get(entry.getKey())));
    }

    @Override
    public String toString() {
        return name.isEmpty() ? kind.toString() : kind + " " + name;
    }
}
