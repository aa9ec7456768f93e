package dev.sameriver.upgrade;

import dev.sameriver.connect.Settings;
import dev.sameriver.run.ClusterJobs;
import dev.sameriver.run.JarStore;
import dev.sameriver.run.JobHealth;
import dev.sameriver.run.StopFailure;
import dev.sameriver.view.View;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
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
    private final PostgresJournal journal;
    private final ViewJar oldJar;
    private final ViewJar newJar;
    private final UpgradeFlags flags;
    private final PrintStream out;
    private final ClusterJobs jobs;
    private final JobWatch watch;

    /**
     * @param out where the steps are told
     */
    Upgrade(
            Settings settings,
            PostgresJournal journal,
            ViewJar oldJar,
            ViewJar newJar,
            UpgradeFlags flags,
            PrintStream out) {
        this.settings = settings;
        this.journal = journal;
        this.oldJar = oldJar;
        this.newJar = newJar;
        this.flags = flags;
        this.out = out;
        this.jobs = ClusterJobs.of(settings);
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
        JarStore store = new JarStore(settings);
        UpgradeRecord record =
                UpgradeRecord.begin(
                        uid,
                        job,
                        savepoints,
                        store.keep(List.of(oldJar.path())),
                        store.keep(List.of(newJar.path())),
                        as,
                        System.currentTimeMillis());
        journal.write(record);
        return goOn(view, record);
    }

    /** Does what is left of an upgrade; says whether the new jar runs. */
    boolean goOn(View view, UpgradeRecord record) throws Exception {
        UpgradeRecord at = record;
        if (at.step() == UpgradeStep.STOPPING) {
            at = stop(view, at);
        }
        if (at.step() == UpgradeStep.STARTING) {
            at = start(view, at);
        }
        if (at.step() == UpgradeStep.GOING_BACK) {
            at = goBack(view, at);
        }
        return at.step() == UpgradeStep.DONE;
    }

    private UpgradeRecord stop(View view, UpgradeRecord at) throws Exception {
        if (jobs.runs(at.oldJob())) {
            say("stopping %s, job %s, with a savepoint", at.view(), at.oldJob());
        }
        try {
            Optional<String> savepoint =
                    jobs.stop(at.oldJob(), at.trigger(), at.folder(), SAVEPOINT_PATIENCE);
            String path = savepoint.isPresent() ? savepoint.get() : leftBehind(at);
            return write(at.stopped(path, mark(view, at)));
        } catch (StopFailure e) {
            say("%s runs on under the old jar: it did not stop (%s)", at.view(), e.getMessage());
            return write(at.at(UpgradeStep.GIVEN_UP));
        }
    }

    /** Marks the tables, so that what the new jar writes can be taken back. */
    private @Nullable TableMark mark(View view, UpgradeRecord at)
            throws IOException, InterruptedException {
        return at.startedAs().output().equals("postgres")
                ? journal.patiently("The tables could not be read", new TableMarks(view)::set)
                : null;
    }

    /** The savepoint of a job that has stopped while nobody was there to hear of it. */
    private String leftBehind(UpgradeRecord at) throws IOException, InterruptedException {
        Optional<String> savepoint = SavepointFolder.find(at.folder(), settings.hadoop());
        if (savepoint.isEmpty()) {
            write(at.at(UpgradeStep.GIVEN_UP));
            throw new IOException(
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
            say("all tasks run under the new jar; watching for %s", flags.watch());
            watch.watch(at.newJob(), flags.watch());
            say("done: %s runs as job %s; downtime %s", at.view(), at.newJob(), downtime);
            return write(at.at(UpgradeStep.DONE));
        } catch (WatchFailure e) {
            say("the new jar failed: %s", e.getMessage());
            return write(at.at(UpgradeStep.GOING_BACK));
        }
    }

    private UpgradeRecord goBack(View view, UpgradeRecord before) throws Exception {
        say("going back to the old jar");
        boolean hasEnded = jobs.state(before.backJob()).filter(JobHealth::hasEnded).isPresent();
        UpgradeRecord at = hasEnded ? write(before.backOnceMore()) : before;
        try {
            jobs.cancel(at.newJob());
            takeBack(view, at);
            startOnce(start(oldJar, name(view), at.startedAs(), at.jobs()), at.backJob(), at);
            watch.awaitRecovery(at.backJob());
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

    /** Deletes what the new jar wrote, before the old one writes again. */
    private void takeBack(View view, UpgradeRecord at) throws IOException, InterruptedException {
        TableMark mark = at.mark();
        if (mark == null || jobs.state(at.backJob()).isPresent()) {
            return;
        }
        List<String> others = jobs.alive(at.view());
        if (!others.isEmpty()) {
            say(
                    "rows that the new jar wrote under other keys stay: job %s writes the same"
                            + " tables",
                    String.join(" ", others));
            return;
        }
        long rows =
                journal.patiently(
                        "The rows of the new jar could not be taken back",
                        connection -> new TableMarks(view).takeBack(connection, mark, at.jobs()));
        say("took back %d rows that the new jar wrote", rows);
    }

    /** Starts a job, unless the cluster knows it already, and registers it. */
    private void startOnce(JobStart start, String job, UpgradeRecord at) throws Exception {
        String savepoint = Objects.requireNonNull(at.savepoint(), "a savepoint");
        start.note(job, savepoint);
        if (jobs.state(job).isEmpty()) {
            start(start, job, savepoint);
        }
        start.register(job, flags.who(), flags.why());
    }

    private void start(JobStart start, String job, String savepoint)
            throws IOException, InterruptedException, WatchFailure {
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

    private UpgradeRecord write(UpgradeRecord record) throws IOException, InterruptedException {
        journal.write(record);
        return record;
    }

    private void say(String format, @Nullable Object... values) {
        out.printf(Locale.ROOT, format + "%n", values);
        out.flush();
    }
}
