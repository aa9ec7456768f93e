package dev.sameriver.upgrade;

import dev.sameriver.connect.Settings;
import dev.sameriver.registry.VersionKey;
import dev.sameriver.run.ClusterJobs;
import dev.sameriver.run.JarStore;
import dev.sameriver.view.Inputs;
import dev.sameriver.view.UserError;
import dev.sameriver.view.View;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One call of the verb: goes on with an upgrade that was cut off, or checks and begins one. */
public final class UpgradeRun {

    private final Settings settings;
    private final UpgradeFlags flags;
    private final PrintStream out;

    /**
     * @param settings with the addresses of Flink, Postgres and what the job needs
     * @param out where findings and steps are told
     */
    public UpgradeRun(Settings settings, UpgradeFlags flags, PrintStream out) {
        this.settings = settings;
        this.flags = flags;
        this.out = out;
    }

    /**
     * Upgrades a view.
     *
     * @param name the view's name, or {@code name@version}
     * @return whether the new jar runs
     * @throws UserError if something that is needed is not there; nothing was stopped then
     */
    public boolean run(String name, ViewJar oldJar, ViewJar newJar) throws Exception {
        settings.require(Settings.FLINK);
        View view = oldJar.require(name);
        VersionKey key = new VersionKey(view.name(), view.version());
        try (PostgresJournal journal = PostgresJournal.open(settings, key)) {
            return run(view, oldJar, newJar, journal);
        }
    }

    boolean run(View view, ViewJar oldJar, ViewJar newJar, PostgresJournal journal)
            throws Exception {
        Optional<UpgradeRecord> cutOff =
                journal.find(Inputs.uid(view)).filter(record -> !record.step().isLast());
        return cutOff.isPresent()
                ? goOn(view, cutOff.get(), newJar, journal)
                : begin(view, oldJar, newJar, journal);
    }

    private boolean goOn(View view, UpgradeRecord record, ViewJar newJar, PostgresJournal journal)
            throws Exception {
        String given = JarStore.name(List.of(newJar.path()));
        if (!record.newJar().equals(given)) {
            throw new UserError(
                    "An upgrade that was cut off is to be ended first, but the one of "
                            + record.view()
                            + " is to the jar with the SHA-256 "
                            + record.newJar()
                            + " and --jar "
                            + newJar.path()
                            + " has "
                            + given
                            + ": run it with that jar again.");
        }
        say("going on with the upgrade of %s, cut off at %s", record.view(), record.step());
        Path kept = new JarStore(settings).fetch(record.oldJar()).get(0);
        try (ViewJar oldJar = ViewJar.open(kept, "--old-jar")) {
            return upgrade(oldJar, newJar, journal).goOn(view, record);
        }
    }

    private boolean begin(View view, ViewJar oldJar, ViewJar newJar, PostgresJournal journal)
            throws Exception {
        oldJar.requireWhole();
        newJar.requireWhole();
        String uid = Inputs.uid(view);
        ClusterJobs jobs = ClusterJobs.of(settings);
        String job = running(jobs, uid);
        CheckReport report = check(view, oldJar, newJar);
        report.lines().forEach(out::println);
        if (report.breaks()) {
            say("nothing was stopped: %s runs on under the old jar", uid);
            return false;
        }
        return upgrade(oldJar, newJar, journal)
                .begin(view, uid, job, flags.over(jobs.startedWith(job)), savepoints());
    }

    private static CheckReport check(View view, ViewJar oldJar, ViewJar newJar) throws Exception {
        try (UpgradeCheck check = UpgradeCheck.start()) {
            return check.compare(view.name() + "@" + view.version(), oldJar, newJar);
        }
    }

    private Upgrade upgrade(ViewJar oldJar, ViewJar newJar, PostgresJournal journal) {
        return new Upgrade(settings, journal, oldJar, newJar, flags, out);
    }

    /** The job to upgrade: the one that was named, or the only one of the view. */
    private String running(ClusterJobs jobs, String uid) throws Exception {
        List<String> alive = jobs.alive(uid);
        String named = flags.job();
        if (named != null ? alive.contains(named) : alive.size() == 1) {
            return named != null ? named : alive.get(0);
        }
        throw new UserError(
                "An upgrade needs a running job of its view, but "
                        + (alive.isEmpty()
                                ? "none is named " + uid
                                : alive.size()
                                        + " are named "
                                        + uid
                                        + ": "
                                        + String.join(" ", alive))
                        + " on --flink "
                        + settings.require(Settings.FLINK)
                        + (alive.isEmpty()
                                ? ": start it with ./sameriver run."
                                : ": choose one with --job."));
    }

    /** Where savepoints go: beside the archive. */
    private String savepoints() {
        return settings.require(Settings.ARCHIVE).replaceFirst("/+$", "") + "-savepoints";
    }

    private void say(String format, Object... values) {
        out.printf(Locale.ROOT, format + "%n", values);
    }
}
