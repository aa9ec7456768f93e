package dev.sameriver.cli;

import dev.sameriver.connect.Settings;
import dev.sameriver.job.SqlFiles;
import dev.sameriver.job.Views;
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
     * The view, with the code that its version was started with, unless another jar was given. One
     * that is named with its version need not be among those in {@code jobs/}.
     *
     * @throws UserError if there is no such view, or its jar was lost
     */
    View viewThatRuns(Settings settings) throws IOException {
        if (jar != null) {
            return view();
        }
        Optional<VersionKey> named = KeptJar.version(name);
        View built = named.isEmpty() ? view() : builtAs(name);
        VersionKey key =
                built == null ? named.orElseThrow() : new VersionKey(built.name(), built.version());
        Optional<String> kept = KeptJar.name(settings, key);
        if (kept.isEmpty() || (built != null && isOf(built, kept.get()))) {
            return built == null ? view() : built;
        }
        jar = KeptJar.fetch(settings, kept.get());
        String given = name;
        name = key.toString();
        View running = view();
        if (built != null) {
            requireSameText(given, built, running);
        }
        return running;
    }

    /** The view of a name among those that are built; null if there is none. */
    private static @Nullable View builtAs(String name) {
        ClassLoader loader = ViewOptions.class.getClassLoader();
        boolean isBuilt =
                Views.of(loader).stream()
                        .anyMatch(view -> name.equals(view.name() + "@" + view.version()));
        return isBuilt ? Views.find(name, loader) : null;
    }

    private static boolean isOf(View built, String jars) throws IOException {
        return jars.equals(JarStore.name(List.of(JobJar.of(built))));
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
