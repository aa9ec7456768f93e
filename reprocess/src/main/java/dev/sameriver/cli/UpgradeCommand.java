package dev.sameriver.cli;

import dev.sameriver.connect.Settings;
import dev.sameriver.job.SqlFiles;
import dev.sameriver.job.Views;
import dev.sameriver.registry.VersionKey;
import dev.sameriver.run.ClusterJobs;
import dev.sameriver.run.LiveRun;
import dev.sameriver.sql.SqlView;
import dev.sameriver.upgrade.CheckReport;
import dev.sameriver.upgrade.UpgradeCheck;
import dev.sameriver.upgrade.UpgradeFlags;
import dev.sameriver.upgrade.UpgradeRun;
import dev.sameriver.upgrade.ViewJar;
import dev.sameriver.view.UserError;
import dev.sameriver.view.View;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sameriver upgrade}: move a running view to another jar. */
@Command(
        name = "upgrade",
        description = {
            "Move a running view to another jar, from where it is.",
            "First both jars are compared, and nothing is stopped if state or rows would not carry"
                + " over. Then the job stops with a savepoint, the new jar starts from it and is"
                + " watched, and the old one comes back if it fails."
        },
        mixinStandardHelpOptions = true)
final class UpgradeCommand implements Callable<Integer> {

    @Mixin private SettingsOptions settingsOptions = new SettingsOptions();

    @Mixin private WhoOptions whoOptions = new WhoOptions();

    @Parameters(
            paramLabel = "VIEW",
            description = "A view's name, or name@version, or a file of SQL.")
    private String name = "";

    @Option(
            names = "--jar",
            paramLabel = "FILE",
            required = true,
            description = "The new jar, or the new file of SQL.")
    private Path newJar = Path.of("");

    @Option(
            names = "--old-jar",
            paramLabel = "FILE",
            description = {
                "The jar or file of SQL that runs (default: the one that the job was started with;"
                        + " with --check, the view's jar in jobs/)."
            })
    private @Nullable Path oldJar;

    @Option(names = "--check", description = "Only compare the jars; needs no cluster.")
    private boolean checkOnly;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "With --check: write the findings to a file too, as JSON.")
    private @Nullable Path json;

    @Option(
            names = "--watch",
            paramLabel = "DURATION",
            defaultValue = "PT30S",
            description = "How long the new job is watched (default: ${DEFAULT-VALUE}).")
    private Duration watch = Duration.ofSeconds(30);

    @Option(
            names = "--job",
            paramLabel = "ID",
            description = "The job to upgrade, where several of the view run.")
    private @Nullable String job;

    @Option(
            names = {"-p", "--parallelism"},
            paramLabel = "N",
            description = "How many subtasks each step has (default: as the job that runs).")
    private @Nullable Integer parallelism;

    @Option(
            names = "--output",
            paramLabel = "OUTPUT",
            description = "Where rows go (default: as the job that runs).")
    private @Nullable String output;

    @Option(
            names = "--heartbeat",
            paramLabel = "DURATION",
            description = "As in run (default: as the job that runs).")
    private @Nullable Duration heartbeat;

    @Option(
            names = "--checkpoints",
            paramLabel = "DURATION",
            description = "As in run (default: as the job that runs).")
    private @Nullable Duration checkpoints;

    @Override
    public Integer call() throws Exception {
        if (json != null && !checkOnly) {
            throw new UserError(
                    "Findings are written as JSON by a check, but --json "
                            + json
                            + " was given without --check: add --check.");
        }
        Path runs = oldJar == null ? jarThatRuns() : JobJar.of(oldJar);
        if (SqlFiles.isFile(name)) {
            View view = SqlView.read(Path.of(name));
            name = view.name() + "@" + view.version();
        }
        try (ViewJar before = ViewJar.open(runs, "--old-jar");
                ViewJar after = ViewJar.open(JobJar.of(newJar), "--jar")) {
            return (checkOnly ? check(before, after) : upgrade(before, after))
                    ? ExitCode.OK
                    : ExitCode.SOFTWARE;
        }
    }

    private boolean check(ViewJar before, ViewJar after) throws Exception {
        try (UpgradeCheck check = UpgradeCheck.start()) {
            CheckReport report = check.compare(name, before, after);
            report.lines().forEach(System.out::println);
            if (json != null) {
                Files.writeString(json, report.json());
            }
            return !report.breaks();
        }
    }

    private boolean upgrade(ViewJar before, ViewJar after) throws Exception {
        UpgradeFlags flags =
                new UpgradeFlags(
                        job,
                        parallelism,
                        output,
                        heartbeat,
                        checkpoints,
                        watch,
                        whoOptions.who(),
                        whoOptions.why());
        return new UpgradeRun(settingsOptions.settings(), flags, System.out)
                .run(name, before, after);
    }

    /**
     * What the job that runs was started with, or, where that is not known, what the version was
     * started with, or what is built. A check goes by what is built, if it is.
     */
    private Path jarThatRuns() throws Exception {
        Settings settings = settingsOptions.settings();
        Optional<VersionKey> named = KeptJar.version(name);
        Optional<View> built = built();
        if (checkOnly && built.isPresent()) {
            return JobJar.of(built.get());
        }
        Optional<VersionKey> key =
                built.map(view -> new VersionKey(view.name(), view.version())).or(() -> named);
        if (key.isPresent()) {
            Optional<String> jars = checkOnly ? Optional.empty() : startedWith(settings, key.get());
            jars = jars.isPresent() ? jars : KeptJar.name(settings, key.get());
            if (jars.isPresent()) {
                return KeptJar.fetch(settings, jars.get());
            }
        }
        return JobJar.of(Views.find(name, UpgradeCommand.class.getClassLoader()));
    }

    private Optional<View> built() {
        try {
            return Optional.of(Views.find(name, UpgradeCommand.class.getClassLoader()));
        } catch (UserError e) {
            return Optional.empty();
        }
    }

    /** What names the jar of the job that runs; empty if none runs, or it does not say. */
    private Optional<String> startedWith(Settings settings, VersionKey key) throws Exception {
        ClusterJobs jobs = ClusterJobs.of(settings);
        List<String> alive =
                job == null ? jobs.alive(key.view() + "-v" + key.version()) : List.of(job);
        return alive.size() == 1
                ? Optional.ofNullable(jobs.startedWith(alive.get(0)).get(LiveRun.JARS))
                        .filter(jars -> !jars.isEmpty())
                : Optional.empty();
    }
}
