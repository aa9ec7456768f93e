package dev.sameriver.upgrade;

import dev.sameriver.job.KnownView;
import dev.sameriver.job.Views;
import dev.sameriver.run.JarBuild;
import dev.sameriver.run.JobClasses;
import dev.sameriver.view.UserError;
import dev.sameriver.view.View;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.util.FlinkUserCodeClassLoaders;

/**
 * A job's jar with a class loader of its own: the views' classes are those of the jar, whatever
 * this process has under their names, while Sameriver's own are shared.
 */
public final class ViewJar implements AutoCloseable {

    private final Path path;
    private final URL url;
    private final URLClassLoader loader;

    private ViewJar(Path path, URL url, URLClassLoader loader) {
        this.path = path;
        this.url = url;
        this.loader = loader;
    }

    /**
     * Opens a jar.
     *
     * @param flag how the user named it, for the message
     * @throws UserError if it cannot be read
     */
    public static ViewJar open(Path path, String flag) {
        if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
            throw new UserError(
                    "A job's jar must be a readable file, but "
                            + flag
                            + " "
                            + path
                            + " is not: check the path.");
        }
        JobClasses.requireJar(path, flag);
        try {
            Path absolute = path.toAbsolutePath().normalize();
            URL url = absolute.toUri().toURL();
            URLClassLoader loader =
                    FlinkUserCodeClassLoaders.create(
                            new URL[] {url},
                            ViewJar.class.getClassLoader(),
                            classLoading(JobClasses.SHARED));
            return new ViewJar(absolute, url, loader);
        } catch (MalformedURLException e) {
            throw new UserError(flag + " " + path + " is no path of a file: check it.", e);
        }
    }

    /**
     * How classes are found here, for a Flink that runs the jar in this process.
     *
     * @param shared what a jar's classes share with this process's
     */
    static Configuration classLoading(List<String> shared) {
        Configuration configuration = new Configuration();
        configuration.set(CoreOptions.ALWAYS_PARENT_FIRST_LOADER_PATTERNS_ADDITIONAL, shared);
        configuration.set(CoreOptions.CHECK_LEAKED_CLASSLOADER, false);
        return configuration;
    }

    public Path path() {
        return path;
    }

    URL url() {
        return url;
    }

    public ClassLoader loader() {
        return loader;
    }

    /** The jar's own Sameriver; empty if it has none, or the same as this process. */
    Optional<JarBuild> otherBuild() {
        return JarBuild.other(List.of(path));
    }

    /** Finds the classes that a job of this jar reads its state by. */
    ClassLoader stateLoader() {
        return otherBuild().map(JarBuild::loader).orElse(loader);
    }

    /**
     * Requires that the jar has all that a cluster needs.
     *
     * @throws UserError if it has the views only
     */
    void requireWhole() {
        if (loader.findResource(View.class.getName().replace('.', '/') + ".class") == null) {
            throw new UserError(
                    "A cluster needs the job's whole jar, but "
                            + path
                            + " is without Sameriver: give the *-job.jar that the build puts beside"
                            + " it.");
        }
    }

    /** The views that are in this jar itself. */
    List<KnownView> views() {
        return Views.of(loader).stream().filter(KnownView::own).toList();
    }

    /**
     * The view of a name; empty if there is none.
     *
     * @param version the version that is preferred; the latest is taken if there is none such
     */
    Optional<View> find(String name, int version) {
        return views().stream()
                .filter(view -> view.name().equals(name))
                .max(
                        Comparator.<KnownView, Boolean>comparing(view -> view.version() == version)
                                .thenComparing(KnownView::version))
                .map(KnownView::view);
    }

    /**
     * The view that a user named.
     *
     * @param name a name, for its earliest version, or {@code name@version}
     * @throws UserError if it is not in the jar
     */
    public View require(String name) {
        String[] parts = name.split("@", 2);
        return views().stream()
                .filter(view -> view.name().equals(parts[0]))
                .filter(
                        view ->
                                parts.length == 1
                                        || parts[1].equals(String.valueOf(view.version())))
                .min(Comparator.comparingInt(KnownView::version))
                .map(KnownView::view)
                .orElseThrow(
                        () ->
                                new UserError(
                                        "An upgrade starts from a view of the old jar, but "
                                                + name
                                                + " is not in "
                                                + path
                                                + " (it has "
                                                + names()
                                                + "): check the name, or give the old jar with"
                                                + " --old-jar."));
    }

    /** The jar's views, in words. */
    String names() {
        List<String> names = views().stream().map(KnownView::toString).sorted().toList();
        return names.isEmpty() ? "no view" : String.join(", ", names);
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}
