package dev.sameriver.backfill;

import dev.sameriver.connect.Settings;
import dev.sameriver.job.ViewJob;
import dev.sameriver.registry.Registry;
import dev.sameriver.registry.RegistryLink;
import dev.sameriver.registry.Version;
import dev.sameriver.registry.VersionKey;
import dev.sameriver.registry.VersionState;
import dev.sameriver.run.ClusterJobs;
import dev.sameriver.run.FlinkTarget;
import dev.sameriver.run.JarStore;
import dev.sameriver.run.JobEnded;
import dev.sameriver.run.LiveRun;
import dev.sameriver.run.StopFailure;
import dev.sameriver.source.LiveOptions;
import dev.sameriver.view.UserError;
import dev.sameriver.view.View;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptionsInternal;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.jspecify.annotations.Nullable;

/**
 * The job of one version: starts it, holds it, and finds it again. Each step is noted before it is
 * taken, so that it can be killed at any moment and called again.
 *
 * <p>A job's id is chosen and noted before the job is submitted. So whoever comes next asks the
 * cluster for that job, and where it does not run, starts another from the newest checkpoint of it,
 * or from what it was to start from.
 */
final class VersionJob {

    private static final Duration SAVEPOINT_PATIENCE = Duration.ofMinutes(10);
    private static final int UUID_LENGTH = 36;

    private final VersionKey key;
    private final Settings settings;
    private final ClusterJobs cluster;
    private final BackfillStore store;
    private final Registry registry;
    private final String who;
    private final @Nullable String why;

    VersionJob(
            VersionKey key,
            Settings settings,
            ClusterJobs cluster,
            BackfillStore store,
            Registry registry,
            String who,
            @Nullable String why) {
        this.key = key;
        this.settings = settings;
        this.cluster = cluster;
        this.store = store;
        this.registry = registry;
        this.who = who;
        this.why = why;
    }

    /** The running job, started if there is none. */
    String run(View view, FlinkTarget target, BackfillRecord record) throws Exception {
        endPause(record);
        String jars = sameJars(target);
        Optional<String> running = running(record);
        if (running.isPresent()) {
            adopt(record, running.get());
            store.pausing(key, null);
            registry.setJob(key, running.get(), jars, who, why);
            return running.get();
        }
        String fresh = new JobID().toHexString();
        store.intend(key, fresh, start(record), checkpoints(fresh));
        registry.setJob(key, fresh, jars, who, why);
        submit(view, target, fresh);
        return fresh;
    }

    /** The jars to start with, which are those that the version's state was made by. */
    private String sameJars(FlinkTarget target) throws IOException {
        String given = JarStore.name(target.jars());
        String before = jars();
        if (before != null && !before.equals(given)) {
            throw new UserError(
                    "A version goes on with the jar that it was started with, but "
                            + key
                            + " has the one with the SHA-256 "
                            + before
                            + " and --jar has "
                            + given
                            + ": leave --jar out, or move it to another jar with sameriver"
                            + " upgrade.");
        }
        return given;
    }

    private @Nullable String jars() {
        return registry.find(key).map(Version::jars).orElse(null);
    }

    /**
     * Stops the job behind a savepoint.
     *
     * @param force whether it is stopped even if readers see its version
     */
    void pause(BackfillRecord found, boolean force) throws Exception {
        if (!force) {
            requireUnread();
        }
        BackfillRecord record = found;
        String registered = registered();
        if (registered != null) {
            adopt(record, registered);
            record = store.find(key).orElseThrow();
        }
        if (record.job() == null) {
            throw new UserError(
                    "Only a version with a job can be paused, but "
                            + key
                            + " was not started: start it with sameriver backfill "
                            + key
                            + ".");
        }
        String folder = record.savepoints();
        if (folder == null) {
            folder =
                    folder(CheckpointingOptions.SAVEPOINT_DIRECTORY.key())
                            + "/"
                            + key.view()
                            + "-v"
                            + key.version()
                            + "-"
                            + UUID.randomUUID();
            store.pausing(key, folder);
        }
        Optional<String> running = running(record);
        if (running.isPresent()) {
            stop(running.get(), folder, force);
        }
        store.requireLock(key);
        registry.setJob(key, null, jars(), who, why);
    }

    /** Refuses to stop what keeps rows current that readers see. */
    private void requireUnread() {
        for (Version version : registry.versions(key.view())) {
            boolean isIt = version.key().equals(key);
            boolean takesFromIt = Objects.equals(version.cutoverFrom(), key.version());
            if (version.share() > 0 && (isIt || takesFromIt)) {
                throw new UserError(
                        "A version that readers see is kept current, but "
                                + (isIt
                                        ? key + " has"
                                        : version.key() + " takes windows from " + key + " and has")
                                + " a share of "
                                + version.share()
                                + ": promote another version to 100 first, or add --force.");
            }
        }
    }

    /**
     * Notes a job that is not the one noted last, so that whoever comes next goes on from its
     * checkpoints even if it is lost by then.
     */
    private void adopt(BackfillRecord record, String job) throws Exception {
        if (!job.equals(record.job())) {
            store.intend(key, job, newest(record), checkpoints(job));
        }
    }

    /** Waits for a stop that a pause asked for before it was killed itself. */
    private void endPause(BackfillRecord record) throws Exception {
        String folder = record.savepoints();
        Optional<String> running = running(record);
        if (folder != null
                && running.isPresent()
                && cluster.isAskedToStop(running.get(), trigger(folder))) {
            stop(running.get(), folder, false);
        }
    }

    /**
     * @param force whether a job that takes no savepoint is cancelled: its last checkpoint stays
     */
    private void stop(String job, String folder, boolean force) throws Exception {
        try {
            cluster.stop(job, trigger(folder), folder, SAVEPOINT_PATIENCE);
        } catch (StopFailure e) {
            if (force) {
                cluster.cancel(job);
                return;
            }
            store.pausing(key, null);
            throw new JobEnded(
                    "Job "
                            + job
                            + " of "
                            + key
                            + " runs on, as it did not stop behind a savepoint ("
                            + e.getMessage()
                            + "): see why its checkpoints fail, and run this again, or add --force"
                            + " to cancel it and keep its last checkpoint.");
        }
    }

    /** Names a stop to Flink: with the digits at the end of its folder. */
    private static String trigger(String folder) {
        return folder.substring(folder.length() - UUID_LENGTH).replace("-", "");
    }

    /** The job that runs: the one noted last here, or one that an upgrade has put in its place. */
    private Optional<String> running(BackfillRecord record) throws Exception {
        for (String job : new @Nullable String[] {record.job(), registered()}) {
            if (job != null && cluster.runs(job)) {
                return Optional.of(job);
            }
        }
        return Optional.empty();
    }

    private @Nullable String registered() {
        return registry.find(key).map(Version::job).orElse(null);
    }

    /**
     * What to start from; null for the log's start, from which only a version may be derived that
     * no reader has seen yet.
     */
    private @Nullable String start(BackfillRecord record) throws Exception {
        String newest = newest(record);
        boolean isNew =
                registry.find(key)
                        .filter(version -> version.state() == VersionState.BUILDING)
                        .isPresent();
        if (newest == null && !isNew) {
            throw new UserError(
                    "A version goes on from a checkpoint of its job, but of "
                            + key
                            + " there is none left: derive a new version, or start this one with"
                            + " sameriver run --from-savepoint.");
        }
        return newest;
    }

    /** The newest checkpoint or savepoint that is there; null if there is none. */
    private @Nullable String newest(BackfillRecord record) throws Exception {
        List<String> folders = new ArrayList<>();
        for (String folder : new @Nullable String[] {record.savepoints(), record.checkpoints()}) {
            if (folder != null) {
                folders.add(folder);
            }
        }
        String job = registered();
        if (job != null && !job.equals(record.job())) {
            folders.add(checkpoints(job));
        }
        Optional<String> found = Checkpoints.newest(settings, folders);
        String restore = record.restore();
        return found.isPresent() || restore == null || !Checkpoints.isThere(settings, restore)
                ? found.orElse(null)
                : restore;
    }

    private String checkpoints(String job) throws Exception {
        return folder(CheckpointingOptions.CHECKPOINTS_DIRECTORY.key()) + "/" + job;
    }

    private void submit(View view, FlinkTarget target, String id) throws Exception {
        BackfillRecord record = store.find(key).orElseThrow();
        BackfillOptions options = record.options();
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptionsInternal.PIPELINE_FIXED_JOB_ID, id);
        configuration.set(StateRecoveryOptions.RESTORE_MODE, RecoveryClaimMode.CLAIM);
        new LiveRun(
                        view,
                        settings,
                        options.parallelism(),
                        "postgres",
                        new LiveOptions(
                                options.heartbeat(),
                                options.maxRate(),
                                new RegistryLink(settings, key, ViewJob.logs(view, settings))),
                        options.checkpoints(),
                        record.restore())
                .start(target, configuration);
    }

    private String folder(String setting) throws Exception {
        return cluster.folder(settings, setting)
                .orElseThrow(
                        () ->
                                new UserError(
                                        "A cluster that backfills must keep checkpoints where"
                                                + " others find them, but its setting "
                                                + setting
                                                + " is not set: set it to a folder on a shared file"
                                                + " system."));
    }
}
