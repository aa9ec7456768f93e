package dev.sameriver.cli;

import dev.sameriver.audit.AuditKey;
import dev.sameriver.audit.Roots;
import dev.sameriver.audit.SignedRecord;
import dev.sameriver.registry.VersionKey;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExitCode;

/** What {@code sameriver audit} says of files, without any server. */
final class AuditFiles {

    private static final int MOST_LINES = 50;

    private AuditFiles() {}

    /**
     * Checks a record.
     *
     * @param view whose record it must be, as {@code airport-delays@1}, or of any version without
     *     the number; null for any
     * @param publicKey of who must have signed it; null for whoever the record names
     * @return 0 if it is as it was signed and says that the audit passed
     */
    static int check(Path file, @Nullable String view, @Nullable Path publicKey) {
        SignedRecord signed = SignedRecord.load(file);
        Optional<String> complaint =
                signed.complaint(publicKey == null ? null : AuditKey.publicKey(publicKey));
        if (complaint.isEmpty() && view != null && !isOf(view, signed.version())) {
            complaint = Optional.of("it is of " + signed.version() + ", not of " + view);
        }
        if (complaint.isPresent()) {
            System.out.println("refused: " + file + ": " + complaint.get());
            return ExitCode.SOFTWARE;
        }
        System.out.println(signed.line());
        System.out.println(
                "as signed by key "
                        + signed.fingerprint()
                        + (publicKey == null
                                ? ", whosever it is: name its owner's with --public-key"
                                : ", which is " + publicKey));
        return signed.passed() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private static boolean isOf(String view, VersionKey version) {
        return view.equals(version.toString()) || view.equals(version.view());
    }

    /** Names where two trees differ; returns 0 if nowhere. */
    static int difference(Path first, Path second) {
        List<String> lines = Roots.load(first).differences(Roots.load(second));
        lines.stream().limit(MOST_LINES).forEach(System.out::println);
        if (lines.size() > MOST_LINES) {
            System.out.println("... and " + (lines.size() - MOST_LINES) + " more");
        }
        System.out.println(lines.isEmpty() ? "equal" : "different");
        return lines.isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    }
}
