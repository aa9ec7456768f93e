package dev.sameriver.upgrade;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.MapSerializerSnapshot;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;

/**
 * Whether a serializer of the new jar takes what one of the old jar wrote, by Flink's own rule, and
 * with the classes of the new jar, as when the job restores.
 *
 * @param reason why it does not; empty if it does
 */
record Fit(Kind kind, String reason) {

    enum Kind {
        TAKES,
        MIGRATES,
        BREAKS
    }

    private static final Fit TAKES = new Fit(Kind.TAKES, "");
    private static final Fit MIGRATES = new Fit(Kind.MIGRATES, "");

    /**
     * @param loader knows the classes of the new jar
     */
    static Fit of(byte[] oldSnapshot, byte[] newSnapshot, ClassLoader loader) {
        TypeSerializerSnapshot<?> before;
        try {
            before = read(oldSnapshot, loader);
        } catch (IOException | RuntimeException | LinkageError e) {
            return breaks("the new jar cannot read its description (" + e.getMessage() + ")");
        }
        try {
            // As when a job restores, the new side is that of a serializer that can be used.
            return of(
                    before, read(newSnapshot, loader).restoreSerializer().snapshotConfiguration());
        } catch (IOException e) {
            throw new IllegalStateException("A snapshot is read where it was written.", e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Fit of(TypeSerializerSnapshot<?> before, TypeSerializerSnapshot<?> after) {
        TypeSerializerSchemaCompatibility<Object> compatibility =
                ((TypeSerializerSnapshot<Object>) after)
                        .resolveSchemaCompatibility((TypeSerializerSnapshot<Object>) before);
        if (compatibility.isIncompatible()) {
            return breaks(name(after) + " does not take what " + name(before) + " wrote");
        }
        if (!compatibility.isCompatibleAfterMigration()) {
            return TAKES;
        }
        return before instanceof MapSerializerSnapshot<?, ?> oldMap
                        && after instanceof MapSerializerSnapshot<?, ?> newMap
                        && of(oldMap.getKeySerializerSnapshot(), newMap.getKeySerializerSnapshot())
                                        .kind()
                                != Kind.TAKES
                ? breaks("the keys of a map cannot be rewritten")
                : migrates(before);
    }

    /** Flink calls a class that lost the type of a field migratable, and fails when it reads it. */
    private static Fit migrates(TypeSerializerSnapshot<?> before) {
        try {
            before.restoreSerializer();
            return MIGRATES;
        } catch (RuntimeException e) {
            return breaks("the new jar cannot read what it describes (" + e.getMessage() + ")");
        }
    }

    /** This fit where state is not rewritten: what would migrate breaks. */
    Fit inPlace() {
        return kind == Kind.MIGRATES
                ? breaks("its type has changed, and Flink does not rewrite it here")
                : this;
    }

    private static Fit breaks(String reason) {
        return new Fit(Kind.BREAKS, reason);
    }

    private static TypeSerializerSnapshot<?> read(byte[] snapshot, ClassLoader loader)
            throws IOException {
        return TypeSerializerSnapshot.readVersionedSnapshot(
                new DataInputViewStreamWrapper(new ByteArrayInputStream(snapshot)), loader);
    }

    /** As in {@code LongSerializer}, of {@code LongSerializer$LongSerializerSnapshot}. */
    private static String name(TypeSerializerSnapshot<?> snapshot) {
        return snapshot.getClass().getSimpleName().replaceFirst("Snapshot$", "");
    }
}
