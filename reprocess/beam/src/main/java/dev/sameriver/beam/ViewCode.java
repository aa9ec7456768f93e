package dev.sameriver.beam;

import dev.sameriver.job.Views;
import dev.sameriver.view.UserError;
import dev.sameriver.view.View;
import java.io.Serializable;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where a view's code is. It travels to a runner's workers in place of the code, as these may have
 * another class loader.
 *
 * @param jars paths of the view's jars; what is on the class path already goes before them
 * @param view the view, as {@code name} or {@code name@version}
 * @param events whether each row lists the events that it counts, in a column behind the view's own
 */
record ViewCode(List<String> jars, String view, boolean events) implements Serializable {

    /** One loader for the same jars, as classes of two do not mix. */
    private static final Map<List<String>, ClassLoader> LOADERS = new ConcurrentHashMap<>();

    private static final ThreadLocal<Map<ViewCode, Step<?>>> STEPS =
            ThreadLocal.withInitial(HashMap::new);

    ViewCode {
        jars = List.copyOf(jars);
    }

    /**
     * The view.
     *
     * @throws UserError if there is none of the name, or a jar cannot be read
     */
    View load() {
        return Views.find(view, LOADERS.computeIfAbsent(jars, ViewCode::loader));
    }

    /**
     * The view's windowed step, for this thread alone.
     *
     * @throws UserError if the view cannot be derived by Beam
     */
    Step<?> step() {
        return STEPS.get()
                .computeIfAbsent(
                        this, code -> new Step<>(StepRecorder.stepOf(code.load(), code.events)));
    }

    private static ClassLoader loader(List<String> jars) {
        return new URLClassLoader(
                jars.stream().map(ViewCode::url).toArray(URL[]::new),
                ViewCode.class.getClassLoader());
    }

    private static URL url(String jar) {
        Path path = Path.of(jar);
        if (!Files.isReadable(path)) {
            throw new UserError(
                    "A view's jar must be a readable file, but --jar "
                            + jar
                            + " is not: check the path.");
        }
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UserError(
                    "A view's jar is a file, but --jar " + jar + " is not: check it.", e);
        }
    }
}
