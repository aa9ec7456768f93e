package dev.sameriver.cli;

import dev.sameriver.connect.Settings;
import dev.sameriver.job.SqlFiles;
import dev.sameriver.job.Views;
import dev.sameriver.registry.Registry;
import dev.sameriver.registry.Version;
import dev.sameriver.registry.VersionKey;
import dev.sameriver.run.FlinkTarget;
import dev.sameriver.run.JarStore;
import dev.sameriver.run.JobClasses;
import dev.sameriver.sql.SqlView;
import dev.sameriver.view.UserError;
import dev.sameriver.view.View;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options that say which view to run, and in how many parts. */
final class ViewOptions {

    @Parameters(
            paramLabel = "VIEW",
            description =
                    "A view's name, for its earliest version, or name@version; or a file of SQL,"
                            + " as views/delays.sql.")
    private String name = "";

    @Option(
            names = "--jar",
            paramLabel = "FILE",
            description = "The job's jar, if it is none of those in jobs/.")
    private @Nullable Path jar;

    @Option(
            names = {"-p", "--parallelism"},
            paramLabel = "N",
            defaultValue = "1",
            description = "How many subtasks each step has (default: ${DEFAULT-VALUE}).")
    private int parallelism;

    /**
     * As if these were given.
     *
     * @param jar null for none
     */
    static ViewOptions of(String name, @Nullable Path jar) {
        ViewOptions options = new ViewOptions();
        options.name = name;
        options.jar = jar;
        return options;
    }

    int parallelism() {
        return parallelism;
    }

    /** The view; its classes are found by this thread from here on. */
    View view() {
        if (jar != null && SqlFiles.isFile(name)) {
            throw new UserError(
                    "A view is in a jar or in a file of SQL, but both --jar "
                            + jar
                            + " and "
                            + name
                            + " were given: leave one out.");
        }
        ClassLoader loader = ViewOptions.class.getClassLoader();
        if (jar != null) {
            loader = JobClasses.of(jar);
            Thread.currentThread().setContextClassLoader(loader);
        }
        return Views.find(name, loader);
    }

    /**
     * The view, with the code that its version was started with, unless another jar was given.
     *
     * @throws UserError if there is no such view, or its jar was lost
     */
    View viewThatRuns(Settings settings) throws IOException {
        View built = view();
        VersionKey key = new VersionKey(built.name(), built.version());
        Optional<String> jars =
                settings.find(Settings.POSTGRES).isEmpty()
                        ? Optional.empty()
                        : Registry.peek(settings, key).map(Version::jars);
        if (jar != null
                || jars.isEmpty()
                || jars.get().equals(JarStore.name(List.of(JobJar.of(built))))) {
            return built;
        }
        jar = new JarStore(settings).fetch(jars.get()).get(0);
        String given = name;
        name = key.toString();
        View running = view();
        requireSameText(given, built, running);
        return running;
    }

    private static void requireSameText(String given, View built, View running) {
        if (built instanceof SqlView file
                && SqlFiles.isFile(given)
                && !(running instanceof SqlView stored && stored.text().equals(file.text()))) {
            throw new UserError(
                    "A version goes on with the SQL that it was started with, but "
                            + given
                            + " is another text than that of "
                            + built.name()
                            + "@"
                            + built.version()
                            + ": give the view by its name, or move it to the file with sameriver"
                            + " upgrade.");
        }
    }

    FlinkTarget target(Settings settings, View view) {
        if (jar != null) {
            return new FlinkTarget(settings, List.of(jar.toAbsolutePath()));
        }
        boolean embedded = settings.find(Settings.FLINK).isEmpty();
        return new FlinkTarget(settings, embedded ? List.of() : List.of(JobJar.of(view)));
    }

    /** The jar that the view's code is from. */
    Path jarOf(View view) throws IOException {
        return jar == null ? JobJar.of(view) : JobJar.of(jar).toAbsolutePath();
    }
}
