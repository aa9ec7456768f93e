package dev.sameriver.audit;

import dev.sameriver.connect.Settings;
import dev.sameriver.registry.Registry;
import dev.sameriver.registry.Version;
import dev.sameriver.registry.VersionKey;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the last audit of each version in the registry. A version that has failed stays failed
 * until an audit passes that looks at all that the failed one looked at: a sample of other keys
 * says nothing of them.
 */
public final class AuditStore {

    private final Settings settings;

    /** What became of a record. */
    public enum Kept {
        /** It is the version's last audit now. */
        KEPT,
        /** An audit of more has failed, and stays. */
        FAILED_BEFORE,
        /** The registry does not know the version. */
        UNKNOWN
    }

    /**
     * @param settings with the address of Postgres
     */
    public AuditStore(Settings settings) {
        this.settings = settings;
    }

    /** Keeps a record, in one transaction. */
    public Kept keep(VersionKey key, SignedRecord signed, String who, @Nullable String why) {
        if (Registry.peek(settings, key).isEmpty()) {
            return Kept.UNKNOWN;
        }
        Kept[] kept = {Kept.KEPT};
        Registry registry = Registry.open(settings);
        registry.edit(
                key.view(),
                who,
                why,
                view -> {
                    Version version = view.require(key.version());
                    Optional<String> before = view.audit(key.version());
                    boolean stays =
                            signed.passed()
                                    && Version.AUDIT_FAILED.equals(version.audit())
                                    && before.isPresent()
                                    && !covers(signed, before.get());
                    if (stays) {
                        kept[0] = Kept.FAILED_BEFORE;
                        return;
                    }
                    view.setAudit(
                            key.version(),
                            signed.passed() ? Version.AUDIT_PASSED : Version.AUDIT_FAILED,
                            signed.text());
                });
        return kept[0];
    }

    /**
     * Whether an audit looked at all that another one did. One that found the archive damaged
     * looked at no row.
     */
    private static boolean covers(SignedRecord now, String before) {
        SignedRecord other;
        try {
            other = SignedRecord.read(before);
        } catch (IOException e) {
            throw new IllegalStateException("The registry's audit is broken: " + before, e);
        }
        String sample = text(now, "sample");
        return (sample == null || sample.equals(text(other, "sample")))
                && !time(now, "from", Instant.MIN).isAfter(time(other, "from", Instant.MIN))
                && !time(now, "to", Instant.MAX).isBefore(time(other, "to", Instant.MIN));
    }

    private static @Nullable String text(SignedRecord signed, String field) {
        return signed.content(field).textValue();
    }

    private static Instant time(SignedRecord signed, String field, Instant none) {
        String text = text(signed, field);
        return text == null ? none : Instant.parse(text);
    }
}
