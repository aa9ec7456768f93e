package dev.sameriver.audit;

import dev.sameriver.connect.Settings;
import dev.sameriver.registry.Registry;
import dev.sameriver.registry.Version;
import dev.sameriver.registry.VersionKey;
import dev.sameriver.registry.ViewEdit;
import dev.sameriver.view.UserError;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps in the registry what is left of each version's audits: see {@link KeptAudits}. */
public final class AuditStore {

    private final Settings settings;

    /** What became of a record. */
    public enum Kept {
        /** It says what the version is now. */
        KEPT,
        /** It is kept, but a failure that it does not settle stays open. */
        FAILED_BEFORE,
        /** It passed with other code than the version runs, and is not kept. */
        OTHER_JAR,
        /** The registry does not know the version. */
        UNKNOWN
    }

    /**
     * @param settings with the address of Postgres
     */
    public AuditStore(Settings settings) {
        this.settings = settings;
    }

    /**
     * Keeps a record for the version that it names, in one transaction.
     *
     * @param who who audited, as in {@code ada@workstation}
     * @param why null for no reason
     */
    public Kept keep(SignedRecord signed, String who, @Nullable String why) {
        VersionKey key = signed.version();
        if (Registry.peek(settings, key).isEmpty()) {
            return Kept.UNKNOWN;
        }
        Kept[] kept = {Kept.OTHER_JAR};
        Registry.open(settings)
                .edit(
                        key.view(),
                        who,
                        why,
                        view -> {
                            if (!signed.passed()
                                    || isOfItsJar(view.require(key.version()), signed)) {
                                kept[0] = keep(signed, key.version(), view);
                            }
                        });
        return kept[0];
    }

    /**
     * The last audit of a version that found the archive whole; empty without one.
     *
     * @throws UserError if it is not as it was signed
     */
    public Optional<SignedRecord> last(VersionKey key) {
        return Optional.ofNullable(kept(key).last());
    }

    /**
     * What is kept of a version's audits.
     *
     * @throws UserError if it is not as it was signed
     */
    KeptAudits kept(VersionKey key) {
        Optional<String> text = Registry.peekAudit(settings, key);
        Optional<String> complaint;
        try {
            KeptAudits kept = text.isEmpty() ? KeptAudits.NONE : KeptAudits.read(text.get());
            complaint = kept.complaint(key, null);
            if (complaint.isEmpty()) {
                return kept;
            }
        } catch (IOException e) {
            complaint = Optional.of("it is no record");
        }
        throw new UserError(
                "An audit goes on from the records of those before it, but of what"
                        + " sameriver.audit in Postgres keeps of "
                        + key
                        + " one was changed ("
                        + complaint.get()
                        + "): restore that row, or delete it to begin anew.");
    }

    private static boolean isOfItsJar(Version version, SignedRecord signed) {
        String jars = version.jars();
        return jars == null || jars.equals(signed.text("jar"));
    }

    private static Kept keep(SignedRecord signed, int version, ViewEdit view) throws SQLException {
        KeptAudits now = read(view.audit(version)).with(signed);
        view.setAudit(version, now.result(), now.text());
        return now.result().equals(signed.result()) ? Kept.KEPT : Kept.FAILED_BEFORE;
    }

    private static KeptAudits read(Optional<String> kept) {
        try {
            return kept.isEmpty() ? KeptAudits.NONE : KeptAudits.read(kept.get());
        } catch (IOException e) {
            throw new IllegalStateException("The registry's audit is broken: " + kept, e);
        }
    }
}
