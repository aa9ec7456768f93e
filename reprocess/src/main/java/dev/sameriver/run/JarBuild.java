package dev.sameriver.run;

import dev.sameriver.job.ViewJob;
import dev.sameriver.view.UserError;
import dev.sameriver.view.View;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A job's jar with a Sameriver of its own: another build than this process's, as when the job was
 * started before Sameriver was built anew.
 *
 * <p>A cluster runs a job with the classes of its jar. So its graph must be built, and its state be
 * described, by those: what another build made may not be read there, or mean something else. What
 * is called here runs in a class loader of its own, with the jar's Sameriver instead of this
 * process's; only the command line's own code is this process's.
 */
public final class JarBuild {

    private final Path jar;
    private final JarBuildLoader loader;

    private JarBuild(Path jar, JarBuildLoader loader) {
        this.jar = jar;
        this.loader = loader;
    }

    /**
     * The build of the first of some jars that has another Sameriver than this process; empty if
     * none has.
     *
     * @throws UserError if a jar cannot be read
     */
    public static Optional<JarBuild> other(List<Path> jars) {
        for (Path jar : jars) {
            if (isOther(jar)) {
                List<URL> urls = new ArrayList<>();
                jars.forEach(path -> urls.add(JobClasses.url(path)));
                urls.add(JobClasses.url(location(JarBuild.class)));
                return Optional.of(new JarBuild(jar, new JarBuildLoader(urls)));
            }
        }
        return Optional.empty();
    }

    /** Whether a jar holds Sameriver, and not every class of it as this process has it. */
    static boolean isOther(Path jar) {
        try {
            Map<String, Long> theirs = ClassSums.of(jar);
            if (!theirs.containsKey(ClassSums.name(View.class))) {
                return false;
            }
            Map<String, Long> ours = new HashMap<>(ClassSums.of(location(View.class)));
            ours.putAll(ClassSums.of(location(ViewJob.class)));
            return !theirs.entrySet().containsAll(ours.entrySet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path location(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("classes are in files", e);
        }
    }

    /** Finds the classes of the jar and its Sameriver. */
    public ClassLoader loader() {
        return loader;
    }

    /**
     * Calls the only public static method of a name, of a class of the command line, with the jar's
     * Sameriver.
     *
     * @param values of types that both builds know: those of Java and of Flink
     * @return likewise; null if the method gives nothing
     * @throws UserError if the method throws one, or the jar's Sameriver does not have what it
     *     needs
     */
    public @Nullable Object call(Class<?> type, String method, @Nullable Object... values)
            throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            Class<?> theirs = Class.forName(type.getName(), true, loader);
            Method found =
                    Arrays.stream(theirs.getMethods())
                            .filter(one -> one.getName().equals(method))
                            .findFirst()
                            .orElseThrow(() -> new NoSuchMethodException(method));
            return found.invoke(null, values);
        } catch (InvocationTargetException e) {
            throw failure(e.getCause());
        } catch (ReflectiveOperationException | LinkageError e) {
            throw failure(e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private Exception failure(@Nullable Throwable cause) {
        if (cause instanceof LinkageError || cause instanceof ReflectiveOperationException) {
            return new UserError(
                    "A job's graph is built by the Sameriver in its jar, but that of "
                            + jar
                            + " is a build that this command cannot use ("
                            + cause
                            + "): use the command of that build, or a jar of this one.",
                    cause);
        }
        if (cause instanceof Error error) {
            throw error;
        }
        if (cause != null && cause.getClass().getName().equals(UserError.class.getName())) {
            return new UserError(String.valueOf(cause.getMessage()), cause);
        }
        return cause instanceof Exception failed ? failed : new IllegalStateException(cause);
    }
}
