package dev.sameriver.cli;

import dev.sameriver.audit.Audit;
import dev.sameriver.audit.AuditKey;
import dev.sameriver.audit.AuditOptions;
import dev.sameriver.audit.AuditOutcome;
import dev.sameriver.audit.AuditRecord;
import dev.sameriver.audit.AuditStore;
import dev.sameriver.audit.Audited;
import dev.sameriver.audit.Roots;
import dev.sameriver.audit.Rounds;
import dev.sameriver.audit.SignedRecord;
import dev.sameriver.connect.Settings;
import dev.sameriver.run.JarStore;
import dev.sameriver.view.UserError;
import dev.sameriver.view.View;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sameriver audit}: whether what a version serves is what its log gives. */
@Command(
        name = "audit",
        description =
                "Read a view's archive back, derive its final rows by two engines, and hold what"
                    + " Postgres serves against both; what was found is signed. Exits with 0 if all"
                    + " is right, with 1 if something is wrong, and with 2 for a mistake.",
        mixinStandardHelpOptions = true)
final class AuditCommand implements Callable<Integer> {

    @Mixin private SettingsOptions settingsOptions = new SettingsOptions();

    @Mixin private WhoOptions whoOptions = new WhoOptions();

    @Mixin private AuditScope scope = new AuditScope();

    @Parameters(
            paramLabel = "VIEW",
            arity = "0..1",
            description = "A view's name, for its earliest version, or name@version.")
    private @Nullable String name;

    @Option(
            names = "--jar",
            paramLabel = "FILE",
            description = "The view's jar, if it is neither the one that runs nor one in jobs/.")
    private @Nullable Path jar;

    @Option(
            names = {"-p", "--parallelism"},
            paramLabel = "N",
            defaultValue = "1",
            description = "How many subtasks each derivation has (default: ${DEFAULT-VALUE}).")
    private int parallelism;

    @Option(
            names = "--record",
            paramLabel = "FILE",
            description = "Where the signed record goes (default: VIEW@N.audit.json).")
    private @Nullable Path recordFile;

    @Option(names = "--json", description = "Print the signed record instead of lines.")
    private boolean json;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description =
                    "The Ed25519 key to sign with (default: the one that the setting audit.key"
                            + " names, or ~/.sameriver/audit.key, made where it is not there).")
    private @Nullable Path keyFile;

    @Option(
            names = "--beam",
            paramLabel = "DIRECTORY",
            description = "Where Beam's rendition was built (default: reprocess/beam/target).")
    private @Nullable Path beam;

    @Option(
            names = "--every",
            paramLabel = "DURATION",
            description =
                    "Audit again and again, as often as this, as PT10M; ends with 1 when an audit"
                            + " fails.")
    private @Nullable Duration every;

    @Option(
            names = "--keep-going",
            description = "With --every: go on when an audit has failed, until interrupted.")
    private boolean keepGoing;

    @Option(
            names = "--roots",
            description = "Only print the hashes of the logs and of the rows served, as trees.")
    private boolean roots;

    @Option(
            names = "--diff",
            paramLabel = "FILE",
            arity = "2",
            description = "Only name where two files that --roots printed differ.")
    private List<Path> diff = List.of();

    @Option(
            names = "--check",
            paramLabel = "FILE",
            description = "Only check a record, without any server.")
    private @Nullable Path check;

    @Option(
            names = "--public-key",
            paramLabel = "FILE",
            description = "With --check: the public key of who must have signed it.")
    private @Nullable Path publicKey;

    @Override
    public Integer call() throws Exception {
        if (check != null) {
            return AuditFiles.check(check, name, publicKey);
        }
        if (!diff.isEmpty()) {
            return AuditFiles.difference(diff.get(0), diff.get(1));
        }
        if (every != null && every.isNegative()) {
            throw new UserError(
                    "Rounds start one after the other, but --every is "
                            + every
                            + ": give a time like PT10M.");
        }
        AuditOptions options = scope.options(parallelism);
        Settings settings = settingsOptions.settings();
        settings.require(Settings.ARCHIVE);
        settings.require(Settings.POSTGRES);
        Audited audited = audited(settings);
        return roots ? printRoots(settings, audited, options) : audit(settings, audited, options);
    }

    private Audited audited(Settings settings) throws IOException {
        if (name == null) {
            throw new UserError(
                    "An audit is of one view, but none was named: add its name, as in audit"
                            + " airport-delays@1.");
        }
        ViewOptions options = ViewOptions.of(name, jar);
        View view = options.viewThatRuns(settings);
        return new Audited(
                view,
                options.target(settings, view),
                options.jarOf(view),
                beam == null ? BenchCommand.home().resolve("reprocess/beam/target") : beam);
    }

    private static int printRoots(Settings settings, Audited audited, AuditOptions options)
            throws Exception {
        System.out.println(
                Roots.of(settings, audited, options)
                        .orElseThrow(() -> nothingFinal(audited))
                        .json());
        return ExitCode.OK;
    }

    private int audit(Settings settings, Audited audited, AuditOptions options) throws Exception {
        AuditKey key = key(settings);
        Audit audit = new Audit(settings, audited, System.err);
        if (every == null) {
            AuditOutcome outcome = audit.run(options).orElseThrow(() -> nothingFinal(audited));
            report(outcome, settings, audited, key);
            return outcome.passed() ? ExitCode.OK : ExitCode.SOFTWARE;
        }
        new Rounds(audit, goingOn(options, settings, audited), every, keepGoing)
                .run(
                        outcome -> {
                            if (outcome.isPresent()) {
                                report(outcome.get(), settings, audited, key);
                            } else {
                                System.err.println("no row is final of this part");
                            }
                        },
                        failure -> System.err.println("a round could not be made: " + failure));
        return ExitCode.SOFTWARE;
    }

    /** With the keys that follow those of the last audit, be it of another process. */
    private static AuditOptions goingOn(AuditOptions options, Settings settings, Audited audited) {
        return new AuditStore(settings).last(audited.key()).map(options::following).orElse(options);
    }

    /** Of rounds that go on, one that failed is not overwritten by one that passes. */
    private Path file(AuditOutcome outcome) {
        Path file = recordFile == null ? Path.of(outcome.key() + ".audit.json") : recordFile;
        return keepGoing && !outcome.passed()
                ? file.resolveSibling(file.getFileName() + ".failed")
                : file;
    }

    private static UserError nothingFinal(Audited audited) {
        return new UserError(
                "An audit is of rows that are final, but "
                        + audited.label()
                        + " has none among those that were asked for: wait until there are, or ask"
                        + " for more.");
    }

    private AuditKey key(Settings settings) {
        return keyFile == null
                ? AuditKey.loadOrMake(AuditKeyFile.of(settings), System.err)
                : AuditKey.load(keyFile);
    }

    /** Signs an outcome, and keeps and says it before it writes it, which may fail. */
    private void report(AuditOutcome outcome, Settings settings, Audited audited, AuditKey key)
            throws IOException {
        SignedRecord signed =
                AuditRecord.of(
                        outcome,
                        JarStore.name(List.of(audited.jar())),
                        whoOptions.who(),
                        Instant.now(),
                        key);
        AuditStore.Kept kept =
                new AuditStore(settings).keep(signed, whoOptions.who(), whoOptions.why());
        if (json) {
            System.out.println(signed.text());
        } else {
            outcome.lines().forEach(System.out::println);
            outcome.comparisons()
                    .forEach(found -> CompareReport.lines(found).forEach(System.out::println));
        }
        Path file = file(outcome);
        signed.write(file);
        PrintStream people = json ? System.err : System.out;
        people.println("record  " + file + ", signed by key " + signed.fingerprint());
        people.println(
                outcome.result()
                        + switch (kept) {
                            case KEPT -> "";
                            case FAILED_BEFORE ->
                                    ", but an audit that looked at what this one did not has"
                                            + " failed before, and so has "
                                            + outcome.key();
                            case OTHER_JAR ->
                                    "; "
                                            + outcome.key()
                                            + " runs with another jar, so this is in the file only";
                            case UNKNOWN ->
                                    "; "
                                            + outcome.key()
                                            + " is not in the registry, so this is in the file"
                                            + " only";
                        });
    }
}
