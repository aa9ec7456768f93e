package dev.sameriver.upgrade;

import dev.sameriver.connect.Settings;
import dev.sameriver.job.ViewJob;
import dev.sameriver.registry.Registry;
import dev.sameriver.registry.RegistryLink;
import dev.sameriver.registry.Version;
import dev.sameriver.registry.VersionKey;
import dev.sameriver.run.ClusterJobs;
import dev.sameriver.run.FlinkTarget;
import dev.sameriver.run.JarStore;
import dev.sameriver.run.LiveRun;
import dev.sameriver.source.LiveOptions;
import dev.sameriver.source.VersionLink;
import dev.sameriver.view.View;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.PipelineOptionsInternal;
import org.jspecify.annotations.Nullable;

/** Starts a view of a jar on the cluster, with the classes of that jar. */
final class JobStart {

    /** Stands for a savepoint while there is none: the job goes on, and its output is there. */
    private static final String SOME_SAVEPOINT = "file:///savepoint";

    private final Settings settings;
    private final ViewJar jar;
    private final String name;
    private final StartedAs as;
    private final Set<String> own;

    /**
     * @param name the view's name and version, as in {@code airport-delays@1}
     * @param own the ids of the job that is upgraded, and of those that may take its place
     */
    JobStart(Settings settings, ViewJar jar, String name, StartedAs as, Set<String> own) {
        this.settings = settings;
        this.jar = jar;
        this.name = name;
        this.as = as;
        this.own = Set.copyOf(own);
    }

    /** Builds the job without starting it; throws what would keep it from being started. */
    void rehearse() throws Exception {
        inItsClasses(() -> run(SOME_SAVEPOINT).rehearse(target(settings)));
    }

    /** Starts the job under an id; a second job of that id is refused by the cluster. */
    void start(String job, String savepoint) throws Exception {
        Settings fixed =
                settings.overriddenBy(
                        Map.of(
                                Settings.FLINK
                                        + "."
                                        + PipelineOptionsInternal.PIPELINE_FIXED_JOB_ID.key(),
                                job));
        inItsClasses(() -> run(savepoint).start(target(fixed)));
    }

    /**
     * Notes that this job is about to derive the version, for whoever goes on if it is lost, unless
     * another job does.
     */
    void note(String job, String savepoint) throws Exception {
        if (isOurs()) {
            String checkpoints =
                    ClusterJobs.of(settings)
                            .folder(settings, CheckpointingOptions.CHECKPOINTS_DIRECTORY.key())
                            .map(folder -> folder + "/" + job)
                            .orElse(null);
            BackfillNote.put(settings, key(), job, savepoint, checkpoints, as);
        }
    }

    /** Tells the registry that this job derives the version now, if it knows the version. */
    void register(String job, String who, @Nullable String why) throws Exception {
        if (isOurs()) {
            String jars = JarStore.name(List.of(jar.path()));
            Registry.open(settings).setJob(key(), job, jars, who, why);
        }
    }

    private LiveRun run(String savepoint) throws Exception {
        View view = jar.require(name);
        return new LiveRun(
                view,
                settings,
                as.parallelism(),
                as.output(),
                new LiveOptions(Duration.parse(as.heartbeat()), as.maxRate(), link(view)),
                Duration.parse(as.checkpoints()),
                savepoint);
    }

    /** Whether the version is in the registry, and no other job than the upgrade's keeps it. */
    private boolean isOurs() throws Exception {
        String job = Registry.open(settings).find(key()).map(Version::job).orElse(null);
        return job != null && (own.contains(job) || !ClusterJobs.of(settings).runs(job));
    }

    private @Nullable VersionLink link(View view) throws Exception {
        return isOurs() ? new RegistryLink(settings, key(), ViewJob.logs(view, settings)) : null;
    }

    private VersionKey key() {
        View view = jar.require(name);
        return new VersionKey(view.name(), view.version());
    }

    private FlinkTarget target(Settings with) {
        return new FlinkTarget(with, List.of(jar.path()));
    }

    private interface Work {
        void run() throws Exception;
    }

    private void inItsClasses(Work work) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(jar.loader());
        try {
            work.run();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
