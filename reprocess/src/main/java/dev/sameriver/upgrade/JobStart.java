package dev.sameriver.upgrade;

import dev.sameriver.connect.Settings;
import dev.sameriver.registry.Caller;
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

    /** Tells the registry that this job derives the version now, if it knows the version. */
    void register(String job) throws Exception {
        if (link() != null) {
            String jars = JarStore.name(List.of(jar.path()));
            Registry.open(settings).setJob(key(), job, jars, Caller.name(), "upgrade");
        }
    }

    private LiveRun run(String savepoint) throws Exception {
        return new LiveRun(
                jar.require(name),
                settings,
                as.parallelism(),
                as.output(),
                new LiveOptions(Duration.parse(as.heartbeat()), as.maxRate(), link()),
                Duration.parse(as.checkpoints()),
                savepoint);
    }

    /**
     * A version that is in the registry goes on being reported to it, unless another job than those
     * of the upgrade does that.
     */
    private @Nullable VersionLink link() throws Exception {
        String job = Registry.open(settings).find(key()).map(Version::job).orElse(null);
        boolean isOurs = job != null && (own.contains(job) || !ClusterJobs.of(settings).runs(job));
        return isOurs ? new RegistryLink(settings, key()) : null;
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
