package dev.sameriver.upgrade;

import dev.sameriver.connect.Settings;
import dev.sameriver.view.UserError;
import dev.sameriver.view.View;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Moves a running view to another jar: stop with a savepoint, start the new jar from it, watch, and
 * go back to the old jar and the same savepoint if it fails.
 *
 * <p>Each step is written down before it begins, with all the names that it makes up. So whoever is
 * cut off anywhere is gone on with by running it again: a stop that was asked for twice is one, a
 * savepoint is found in its folder, and a job is known by its id.
 */
public final class Upgrade {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Duration SAVEPOINT_PATIENCE = Duration.ofMinutes(15);

    private final Settings settings;
    private final UpgradeJournal journal;
    private final ViewJar oldJar;
    private final ViewJar newJar;
    private final Duration time;
    private final PrintStream out;
    private final ClusterJobs jobs;
    private final JobWatch watch;

    /**
     * @param time how long the new job is watched
     * @param out where the steps are told
     */
    Upgrade(
            Settings settings,
            UpgradeJournal journal,
            ViewJar oldJar,
            ViewJar newJar,
            Duration time,
            PrintStream out) {
        this.settings = settings;
        this.journal = journal;
        this.oldJar = oldJar;
        this.newJar = newJar;
        this.time = time;
        this.out = out;
        this.jobs = new ClusterJobs(new FlinkRest(settings.require(Settings.FLINK)));
        this.watch = new JobWatch(jobs, PATIENCE);
    }

    /**
     * Begins an upgrade and does all of its steps.
     *
     * @return whether the new jar runs
     */
    boolean begin(View view, String uid, String job, StartedAs as, String savepoints)
            throws Exception {
        start(oldJar, name(view), as, Set.of(job)).rehearse();
        start(newJar, name(view), as, Set.of(job)).rehearse();
        UpgradeRecord record =
                UpgradeRecord.begin(
                        uid, job, savepoints, oldJar, newJar, as, System.currentTimeMillis());
        journal.write(record);
        return goOn(view, record);
    }

    /** Does what is left of an upgrade; says whether the new jar runs. */
    boolean goOn(View view, UpgradeRecord record) throws Exception {
        UpgradeRecord at = record;
        if (at.step() == UpgradeStep.STOPPING) {
            at = stop(at);
        }
        if (at.step() == UpgradeStep.STARTING) {
            at = start(view, at);
        }
        if (at.step() == UpgradeStep.GOING_BACK) {
            at = goBack(view, at);
        }
        return at.step() == UpgradeStep.DONE;
    }

    private UpgradeRecord stop(UpgradeRecord at) throws Exception {
        if (hasEnded(at.oldJob())) {
            return write(at.stopped(leftBehind(at)));
        }
        say("stopping %s, job %s, with a savepoint", at.view(), at.oldJob());
        try {
            jobs.stop(at.oldJob(), at.trigger(), at.folder());
            Optional<String> savepoint = jobs.savepoint(at.oldJob(), at.trigger());
            long end = System.nanoTime() + SAVEPOINT_PATIENCE.toNanos();
            while (savepoint.isEmpty()) {
                if (hasEnded(at.oldJob())) {
                    return write(at.stopped(leftBehind(at)));
                }
                if (System.nanoTime() > end) {
                    throw new StopFailure(
                            "there is no savepoint after "
                                    + SAVEPOINT_PATIENCE.toMinutes()
                                    + " min");
                }
                JobWatch.pause();
                savepoint = jobs.savepoint(at.oldJob(), at.trigger());
            }
            return write(at.stopped(savepoint.get()));
        } catch (StopFailure e) {
            say("%s runs on under the old jar: it did not stop (%s)", at.view(), e.getMessage());
            return write(at.at(UpgradeStep.GIVEN_UP));
        }
    }

    /** Whether a job does not run and never will, as far as the cluster knows. */
    private boolean hasEnded(String job) throws IOException, InterruptedException {
        return jobs.state(job).filter(state -> !JobHealth.hasEnded(state)).isEmpty();
    }

    /** The savepoint of a job that has stopped while nobody was there to hear of it. */
    private String leftBehind(UpgradeRecord at) throws IOException {
        Optional<String> savepoint = SavepointFolder.find(at.folder(), settings.hadoop());
        if (savepoint.isEmpty()) {
            write(at.at(UpgradeStep.GIVEN_UP));
            throw new UserError(
                    "An upgrade goes on from the savepoint of the job that it stopped, but job "
                            + at.oldJob()
                            + " has ended and left none in "
                            + at.folder()
                            + ": start the view again with ./sameriver run, from its last"
                            + " savepoint if there is one.");
        }
        return savepoint.get();
    }

    private UpgradeRecord start(View view, UpgradeRecord at) throws Exception {
        try {
            startOnce(start(newJar, name(view), at.startedAs(), at.jobs()), at.newJob(), at);
            watch.awaitTasks(at.newJob());
            String downtime = downtime(at);
            say("all tasks run under the new jar; watching for %s", time);
            watch.watch(at.newJob(), time);
            say("done: %s runs as job %s; downtime %s", at.view(), at.newJob(), downtime);
            return write(at.at(UpgradeStep.DONE));
        } catch (WatchFailure e) {
            say("the new jar failed: %s", e.getMessage());
            return write(at.at(UpgradeStep.GOING_BACK));
        }
    }

    private UpgradeRecord goBack(View view, UpgradeRecord at) throws Exception {
        say("going back to %s", oldJar.path());
        try {
            if (!hasEnded(at.newJob())) {
                jobs.cancel(at.newJob());
            }
            watch.awaitEnd(at.newJob());
            startOnce(start(oldJar, name(view), at.startedAs(), at.jobs()), at.backJob(), at);
            watch.awaitTasks(at.backJob());
        } catch (WatchFailure e) {
            throw new IOException(
                    "The old jar does not run either ("
                            + e.getMessage()
                            + "); run this again, or start it with ./sameriver run --from-savepoint"
                            + " "
                            + at.savepoint(),
                    e);
        }
        say("went back: %s runs as job %s; downtime %s", at.view(), at.backJob(), downtime(at));
        return write(at.at(UpgradeStep.WENT_BACK));
    }

    /** Starts a job, unless the cluster knows it already, and registers it. */
    private void startOnce(JobStart start, String job, UpgradeRecord at)
            throws IOException, InterruptedException, WatchFailure {
        if (jobs.state(job).isEmpty()) {
            start(start, job, at);
        }
        start.register(job);
    }

    private void start(JobStart start, String job, UpgradeRecord at)
            throws IOException, InterruptedException, WatchFailure {
        String savepoint = Objects.requireNonNull(at.savepoint(), "a savepoint");
        say("starting job %s from %s", job, savepoint);
        try {
            start.start(job, savepoint);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            // Whether the cluster has it or not, it is the cluster that knows.
            if (jobs.state(job).isEmpty()) {
                throw new WatchFailure(String.valueOf(e.getMessage()));
            }
        }
    }

    private JobStart start(ViewJar jar, String name, StartedAs as, Set<String> own) {
        return new JobStart(settings, jar, name, as, own);
    }

    private static String name(View view) {
        return view.name() + "@" + view.version();
    }

    private static String downtime(UpgradeRecord at) {
        long millis = System.currentTimeMillis() - at.stopMillis();
        return String.format(Locale.ROOT, "%.1f s", millis / 1_000.0);
    }

    private UpgradeRecord write(UpgradeRecord record) {
        journal.write(record);
        return record;
    }

    private void say(String format, @Nullable Object... values) {
        out.printf(Locale.ROOT, format + "%n", values);
        out.flush();
    }
}
