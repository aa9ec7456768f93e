package dev.sameriver.run;

import dev.sameriver.connect.Settings;
import dev.sameriver.job.ViewJob;
import dev.sameriver.job.Views;
import dev.sameriver.registry.RegistryLink;
import dev.sameriver.registry.VersionKey;
import dev.sameriver.source.LiveOptions;
import dev.sameriver.view.View;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.jspecify.annotations.Nullable;

/** A {@link LiveRun} that is handed over to the Sameriver in its jar; see {@link JarBuild}. */
public final class ForeignRun {

    private static final String VIEW = "view";
    private static final String PARALLELISM = "parallelism";
    private static final String REPORTS = "reports";
    private static final String SAVEPOINT = "savepoint";

    private ForeignRun() {}

    /**
     * Starts a run.
     *
     * @return the job
     */
    static JobClient start(
            JarBuild build, LiveRun run, FlinkTarget target, Configuration configuration)
            throws Exception {
        return (JobClient) Objects.requireNonNull(call(build, run, target, configuration), "a job");
    }

    /** Builds a run, and starts nothing; see {@link LiveRun#rehearse}. */
    static void rehearse(JarBuild build, LiveRun run, FlinkTarget target) throws Exception {
        call(build, run, target, null);
    }

    private static @Nullable Object call(
            JarBuild build, LiveRun run, FlinkTarget target, @Nullable Configuration configuration)
            throws Exception {
        Map<String, String> words = new HashMap<>();
        words.put(VIEW, run.view().name() + "@" + run.view().version());
        words.put(PARALLELISM, String.valueOf(run.parallelism()));
        words.put(LiveRun.OUTPUT, run.outputSpec());
        words.put(LiveRun.HEARTBEAT, run.options().heartbeat().toString());
        words.put(LiveRun.MAX_RATE, String.valueOf(run.options().maxRate()));
        words.put(REPORTS, String.valueOf(run.options().link() != null));
        words.put(LiveRun.CHECKPOINTS, run.checkpoints().toString());
        String savepoint = run.savepoint();
        if (savepoint != null) {
            words.put(SAVEPOINT, savepoint);
        }
        return build.call(
                ForeignRun.class,
                "run",
                words,
                run.settings().asMap(),
                target.settings().asMap(),
                target.jars(),
                configuration);
    }

    /**
     * Does a run that another build hands over, in terms that both know.
     *
     * @param words what the run is
     * @param target the settings of where it runs
     * @param configuration what is to hold for the job besides; null to start nothing
     * @return the job; null if nothing was started
     */
    public static @Nullable JobClient run(
            Map<String, String> words,
            Map<String, String> settings,
            Map<String, String> target,
            List<Path> jars,
            @Nullable Configuration configuration)
            throws Exception {
        LiveRun run = read(words, Settings.of(settings));
        FlinkTarget where = new FlinkTarget(Settings.of(target), jars);
        if (configuration == null) {
            run.rehearse(where);
            return null;
        }
        return run.start(where, configuration);
    }

    private static LiveRun read(Map<String, String> words, Settings settings) {
        View view =
                Views.find(
                        word(words, VIEW),
                        Objects.requireNonNull(ForeignRun.class.getClassLoader(), "a loader"));
        boolean reports = Boolean.parseBoolean(word(words, REPORTS));
        return new LiveRun(
                view,
                settings,
                Integer.parseInt(word(words, PARALLELISM)),
                word(words, LiveRun.OUTPUT),
                new LiveOptions(
                        Duration.parse(word(words, LiveRun.HEARTBEAT)),
                        Long.parseLong(word(words, LiveRun.MAX_RATE)),
                        reports
                                ? new RegistryLink(
                                        settings,
                                        new VersionKey(view.name(), view.version()),
                                        ViewJob.logs(view, settings))
                                : null),
                Duration.parse(word(words, LiveRun.CHECKPOINTS)),
                words.get(SAVEPOINT));
    }

    private static String word(Map<String, String> words, String name) {
        return Objects.requireNonNull(words.get(name), name);
    }
}
