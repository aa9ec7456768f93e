package dev.sameriver.audit;

import dev.sameriver.connect.Settings;
import dev.sameriver.registry.Change;
import dev.sameriver.registry.Registry;
import dev.sameriver.registry.Version;
import dev.sameriver.registry.VersionKey;
import dev.sameriver.versions.Plan;
import dev.sameriver.versions.Promotion;
import dev.sameriver.view.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A promotion that believes of a version's audits only what their signed records say. A version
 * that never was audited is promoted without; one that was must have its records, signed by who
 * audits, of this very version, of windows that it has, and none of them failed.
 *
 * @param publicKey the file of the public key of who audits
 */
public record AuditedPromotion(Promotion promotion, Settings settings, Path publicKey)
        implements Plan.Planner {

    @Override
    public Plan plan(List<Version> versions) {
        Plan plan = promotion.plan(versions);
        for (Version version : promotion.gaining(versions)) {
            complaint(version).ifPresent(complaint -> refuse(version.key(), complaint));
        }
        return plan;
    }

    private static void refuse(VersionKey key, String complaint) {
        throw new UserError(
                "A version is promoted when the signed records of its audits say that it passed,"
                        + " but of "
                        + key
                        + " "
                        + complaint
                        + ": audit it again, or add --force.");
    }

    /** The records change only while versions are locked, as they are now. */
    private Optional<String> complaint(Version version) {
        Optional<String> text = Registry.peekAudit(settings, version.key());
        if (text.isEmpty()) {
            return wasAudited(version)
                    ? Optional.of("there is none, though it was audited")
                    : Optional.empty();
        }
        if (!Files.exists(publicKey)) {
            throw new UserError(
                    "A version's audits are checked by their signatures, but the public key of who"
                            + " audits is not in "
                            + publicKey
                            + ": name its file by --public-key, or add --force.");
        }
        try {
            KeptAudits kept = KeptAudits.read(text.get());
            Optional<String> forged = kept.complaint(version.key(), AuditKey.publicKey(publicKey));
            return forged.isPresent()
                    ? Optional.of("one is not to be trusted (" + forged.get() + ")")
                    : complaint(version, kept);
        } catch (IOException e) {
            return Optional.of("one cannot be read");
        }
    }

    private boolean wasAudited(Version version) {
        return version.audit() != null
                || Registry.open(settings).changes(version.key().view()).stream()
                        .filter(change -> change.key().equals(version.key()))
                        .map(Change::what)
                        .anyMatch(what -> what.startsWith("audit "));
    }

    private static Optional<String> complaint(Version version, KeptAudits kept) {
        SignedRecord last = kept.last();
        if (!kept.result().equals(Version.AUDIT_PASSED) || last == null || !last.passed()) {
            return Optional.of("they say that it failed");
        }
        String to = last.text("to");
        Instant end = version.watermark();
        if (to == null || end == null || Instant.parse(to).isAfter(end)) {
            return Optional.of(
                    "the last is of windows to %s, and its own are final to %s".formatted(to, end));
        }
        return Optional.empty();
    }
}
