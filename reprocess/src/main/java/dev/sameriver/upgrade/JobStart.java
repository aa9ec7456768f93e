package dev.sameriver.upgrade;

import dev.sameriver.connect.Settings;
import dev.sameriver.run.FlinkTarget;
import dev.sameriver.run.LiveRun;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.PipelineOptionsInternal;

/** Starts a view of a jar on the cluster, with the classes of that jar. */
final class JobStart {

    /** Stands for a savepoint while there is none: the job goes on, and its output is there. */
    private static final String SOME_SAVEPOINT = "file:///savepoint";

    private final Settings settings;
    private final ViewJar jar;
    private final String name;
    private final StartedAs as;

    /**
     * @param name the view's name and version, as in {@code airport-delays@1}
     */
    JobStart(Settings settings, ViewJar jar, String name, StartedAs as) {
        this.settings = settings;
        this.jar = jar;
        this.name = name;
        this.as = as;
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

    private LiveRun run(String savepoint) {
        return new LiveRun(
                jar.require(name),
                settings,
                as.parallelism(),
                as.output(),
                Duration.parse(as.heartbeat()),
                Duration.parse(as.checkpoints()),
                savepoint);
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
