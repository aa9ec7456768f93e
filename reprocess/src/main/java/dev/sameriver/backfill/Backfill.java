package dev.sameriver.backfill;

import dev.sameriver.connect.Settings;
import dev.sameriver.job.ViewJob;
import dev.sameriver.registry.Registry;
import dev.sameriver.registry.Version;
import dev.sameriver.registry.VersionKey;
import dev.sameriver.registry.VersionState;
import dev.sameriver.run.ClusterJobs;
import dev.sameriver.run.FlinkTarget;
import dev.sameriver.run.JobEnded;
import dev.sameriver.run.JobHealth;
import dev.sameriver.run.ProgressLine;
import dev.sameriver.run.Sums;
import dev.sameriver.view.UserError;
import dev.sameriver.view.View;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Derives a version of a view from the log's start into its own table, and goes on live, as one
 * job; the version is building until it has caught up, and in the shadow then.
 *
 * @param who is noted with each change
 * @param why is noted too; null for no reason
 */
public record Backfill(
        View view, Settings settings, FlinkTarget target, String who, @Nullable String why) {

    /** The version's name in the registry. */
    public VersionKey key() {
        return new VersionKey(view.name(), view.version());
    }

    /** Prints what would be done. */
    public void plan(BackfillOptions options, PrintStream out) throws Exception {
        double rate =
                settings.find(Settings.POSTGRES).isPresent()
                        ? BackfillStore.knownRate(settings, key())
                        : 0;
        plan(options, rate).lines().forEach(out::println);
    }

    /**
     * Starts the version's job, or finds it running.
     *
     * @param flags changes how the job ran before, or would by default, for the next start
     * @throws UserError if the version is paused or retired, or someone else is at it
     */
    public String start(UnaryOperator<BackfillOptions> flags, PrintStream out) throws Exception {
        ClusterJobs cluster = ClusterJobs.of(settings);
        try (BackfillStore store = BackfillStore.open(settings)) {
            Registry registry = Registry.open(settings);
            store.lock(key());
            Optional<BackfillRecord> before = store.find(key());
            BackfillOptions options =
                    flags.apply(
                            before.map(BackfillRecord::options).orElse(BackfillOptions.DEFAULT));
            plan(options, store.rate(key())).lines().forEach(out::println);
            requireNot(registry, VersionState.RETIRED);
            if (before.isPresent() && before.get().isPaused()) {
                throw new UserError(
                        "A paused version is gone on with by resume, but "
                                + key()
                                + " is paused: run sameriver resume "
                                + key()
                                + ".");
            }
            registry.declare(key(), ViewJob.tableName(view), who, why);
            store.keep(key(), options);
            return job(cluster, store, registry).run(view, target, store.find(key()).orElseThrow());
        }
    }

    /**
     * Stops the version's job behind a savepoint, from which it can be resumed.
     *
     * @param force whether it is stopped even if readers see the version
     */
    public void pause(boolean force) throws Exception {
        ClusterJobs cluster = ClusterJobs.of(settings);
        try (BackfillStore store = BackfillStore.open(settings)) {
            Registry registry = Registry.open(settings);
            store.lock(key());
            job(cluster, store, registry).pause(known(store), force);
        }
    }

    /**
     * Goes on where a pause stopped, or where a job that was lost was; finds the job if it runs.
     *
     * @param flags changes how the job ran before, for the next start
     */
    public String resume(UnaryOperator<BackfillOptions> flags) throws Exception {
        ClusterJobs cluster = ClusterJobs.of(settings);
        try (BackfillStore store = BackfillStore.open(settings)) {
            Registry registry = Registry.open(settings);
            store.lock(key());
            requireNot(registry, VersionState.RETIRED);
            store.keep(key(), flags.apply(known(store).options()));
            return job(cluster, store, registry).run(view, target, known(store));
        }
    }

    /**
     * Shows how far the job is until the version has caught up, also one that was promoted before.
     *
     * @throws JobEnded if the job ends before, or fails again and again without a checkpoint
     */
    public void follow(String id, PrintStream err) throws Exception {
        ClusterJobs cluster = ClusterJobs.of(settings);
        Registry registry = Registry.open(settings);
        BackfillOptions options = options();
        Set<String> logs = ViewJob.logs(view, settings);
        boolean wasBuilding = isBuilding(registry);
        Restarts restarts = new Restarts();
        Speed speed = new Speed();
        try (ProgressLine progress =
                ProgressLine.show(
                        key().toString(),
                        plan(options, 0).events(),
                        () -> {
                            Sums sums = Sums.of(cluster.accumulators(id));
                            speed.at(System.nanoTime(), sums.read());
                            return sums;
                        },
                        err)) {
            do {
                TimeUnit.SECONDS.sleep(1);
                requireRuns(cluster, id, restarts, err);
            } while (registry.isBehind(key(), logs));
            progress.finish(Sums.of(cluster.accumulators(id)));
        }
        if (wasBuilding && options.maxRate() == 0 && speed.perSecond() > 0) {
            try (BackfillStore store = BackfillStore.open(settings)) {
                store.measured(key(), speed.perSecond() / options.parallelism());
            }
        }
    }

    private BackfillOptions options() {
        try (BackfillStore store = BackfillStore.open(settings)) {
            return known(store).options();
        }
    }

    /** Where the version stands, in a word: {@code shadow} once it has caught up. */
    public String state() {
        return Registry.open(settings)
                .find(key())
                .map(version -> version.state().text())
                .orElse("unknown");
    }

    private VersionJob job(ClusterJobs cluster, BackfillStore store, Registry registry) {
        return new VersionJob(key(), settings, cluster, store, registry, who, why);
    }

    private boolean isBuilding(Registry registry) {
        return registry.find(key())
                .map(Version::state)
                .filter(state -> state == VersionState.BUILDING)
                .isPresent();
    }

    private void requireRuns(ClusterJobs cluster, String id, Restarts restarts, PrintStream err)
            throws Exception {
        Optional<String> state = cluster.state(id);
        if (state.isEmpty() || JobHealth.hasEnded(state.get())) {
            throw new JobEnded(
                    "The job of "
                            + key()
                            + " is "
                            + state.map(ended -> ended.toLowerCase(Locale.ROOT))
                                    .orElse("not known to the cluster any more")
                            + ": go on from its last checkpoint with sameriver backfill "
                            + key()
                            + ", or resume it if it was paused.");
        }
        Optional<JobHealth> health = cluster.health(id);
        if (health.isPresent() && restarts.saw(health.get())) {
            String failure = health.get().failure();
            err.printf("%n%s: its job is started again (%s)%n", key(), failure);
            if (restarts.areTooMany()) {
                throw new JobEnded(
                        "The job of "
                                + key()
                                + " was started again "
                                + Restarts.MOST
                                + " times without reaching a checkpoint ("
                                + failure
                                + "): it goes on trying; mend that, or stop it with sameriver pause"
                                + " "
                                + key()
                                + " --force.");
            }
        }
    }

    private void requireNot(Registry registry, VersionState state) {
        if (registry.find(key()).filter(version -> version.state() == state).isPresent()) {
            throw new UserError(
                    "A retired version is not derived any more, but "
                            + key()
                            + " is retired: give the view a new version.");
        }
    }

    private BackfillRecord known(BackfillStore store) {
        return store.find(key())
                .orElseThrow(
                        () ->
                                new UserError(
                                        "A version must have been backfilled before, but "
                                                + key()
                                                + " was not: start it with sameriver backfill "
                                                + key()
                                                + "."));
    }

    private BackfillPlan plan(BackfillOptions options, double rate) throws IOException {
        double unbound = rate * options.parallelism();
        long most = options.maxRate();
        double speed = most > 0 && (unbound == 0 || unbound > most) ? most : unbound;
        return BackfillPlan.whole(
                view,
                List.copyOf(ViewJob.logs(view, settings)),
                settings,
                ViewJob.tableName(view),
                speed);
    }
}
