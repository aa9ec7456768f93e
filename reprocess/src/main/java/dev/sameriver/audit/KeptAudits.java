package dev.sameriver.audit;

import dev.sameriver.registry.Version;
import dev.sameriver.registry.VersionKey;
import java.io.IOException;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a version's audits. A failure stays open until an audit passes that looked at all
 * that the failed one looked at: a sample of other keys says nothing of them. One that found the
 * archive damaged looked at no row; it stays open until an audit passes that has read all of the
 * archive.
 *
 * <p>An example: an audit of all keys fails, then one of 5% of them, then that one passes. The
 * first failure is open, and the version has failed.
 *
 * @param last the last audit that found the archive whole; null without one
 * @param failed the failures that are open, the first first
 */
record KeptAudits(@Nullable SignedRecord last, List<SignedRecord> failed) {

    static final KeptAudits NONE = new KeptAudits(null, List.of());

    /**
     * Reads what {@link #text} made.
     *
     * @throws IOException if a line is no record
     */
    static KeptAudits read(String text) throws IOException {
        String[] lines = text.split("\n", -1);
        SignedRecord last = lines[0].isEmpty() ? null : SignedRecord.read(lines[0]);
        List<SignedRecord> failed = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            failed.add(SignedRecord.read(lines[i]));
        }
        // Earlier releases kept the last record alone.
        boolean isAlone = lines.length == 1 && last != null && !last.passed();
        return new KeptAudits(last, isAlone ? List.of(last) : List.copyOf(failed));
    }

    /** A line for the last audit, empty without one, and a line for each open failure. */
    String text() {
        List<String> lines = new ArrayList<>();
        lines.add(last == null ? "" : last.text());
        failed.forEach(open -> lines.add(open.text()));
        return String.join("\n", lines);
    }

    /** The same after one more audit. */
    KeptAudits with(SignedRecord now) {
        List<SignedRecord> open = new ArrayList<>();
        for (SignedRecord before : failed) {
            if (!settles(now, before)) {
                open.add(before);
            }
        }
        if (!now.passed()) {
            open.add(now);
        }
        return new KeptAudits(now.foundDamage() ? last : now, List.copyOf(open));
    }

    /** The logs as these audits saw them, if they found them whole; the last audit first. */
    List<SeenLog> seenLogs() {
        return all().filter(signed -> !signed.foundDamage())
                .flatMap(signed -> SeenLog.of(signed).stream())
                .toList();
    }

    private Stream<SignedRecord> all() {
        return Stream.concat(Stream.ofNullable(last), failed.stream());
    }

    /**
     * What is wrong with the records; empty if each is as it was signed, and of this version.
     *
     * @param expected who must have signed them; null for whoever each names
     */
    Optional<String> complaint(VersionKey key, @Nullable PublicKey expected) {
        return all().flatMap(signed -> complaint(signed, key, expected).stream()).findFirst();
    }

    private static Optional<String> complaint(
            SignedRecord signed, VersionKey key, @Nullable PublicKey expected) {
        Optional<String> complaint = signed.complaint(expected);
        return complaint.isEmpty() && !signed.version().equals(key)
                ? Optional.of("it is of " + signed.version())
                : complaint;
    }

    /** What the version is: passed or failed. */
    String result() {
        return failed.isEmpty() ? Version.AUDIT_PASSED : Version.AUDIT_FAILED;
    }

    /** Whether an audit says all that an open failure could say now. */
    private static boolean settles(SignedRecord now, SignedRecord before) {
        return before.foundDamage()
                ? now.foundDamage() || (now.passed() && now.readAll())
                : !now.foundDamage() && covers(now, before);
    }

    private static boolean covers(SignedRecord now, SignedRecord before) {
        String sample = now.text("sample");
        return (sample == null || sample.equals(before.text("sample")))
                && !time(now, "from", Instant.MIN).isAfter(time(before, "from", Instant.MIN))
                && !time(now, "to", Instant.MAX).isBefore(time(before, "to", Instant.MAX));
    }

    private static Instant time(SignedRecord signed, String field, Instant none) {
        String text = signed.text(field);
        return text == null ? none : Instant.parse(text);
    }
}
