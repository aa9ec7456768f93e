package dev.sameriver.job;

import dev.sameriver.sql.SqlView;
import dev.sameriver.view.UserError;
import dev.sameriver.view.View;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/**
 * The views that a class loader knows, in Java and in SQL, by name and version.
 *
 * <p>A name alone is the earliest version that is known. So a new version beside an old one changes
 * no command that is in use: it is asked for by its number until the old one is taken away.
 */
public final class Views {

    private Views() {}

    /**
     * Finds a view.
     *
     * @param name a name, for its earliest version, or {@code name@version}; or the path of a file
     *     of SQL, which ends in {@code .sql}
     * @param loader what is in its own jars goes before what its parents have
     * @throws UserError if there is none, or what is there is refused
     */
    public static View find(String name, ClassLoader loader) {
        if (SqlFiles.isFile(name)) {
            return SqlView.read(Path.of(name));
        }
        String[] parts = name.split("@", 2);
        List<KnownView> known = of(loader);
        return known.stream()
                .filter(
                        view ->
                                view.name().equals(parts[0])
                                        && (parts.length == 1
                                                || parts[1].equals(String.valueOf(view.version()))))
                .min(
                        Comparator.comparing((KnownView view) -> !view.own())
                                .thenComparingInt(KnownView::version))
                .map(KnownView::view)
                .orElseThrow(
                        () ->
                                new UserError(
                                        "A view must be in a job's jar, but "
                                                + name
                                                + " is in none ("
                                                + (known.isEmpty()
                                                        ? "no view is known"
                                                        : "known are " + names(known))
                                                + "): check the name, or give the jar with"
                                                + " --jar."));
    }

    /**
     * All views that a class loader knows. Those in SQL come first: where one is put into a jar, it
     * goes before a class that was there.
     */
    public static List<KnownView> of(ClassLoader loader) {
        List<KnownView> known = new ArrayList<>(SqlFiles.in(loader));
        for (View view : ServiceLoader.load(View.class, loader)) {
            boolean own = loader.equals(view.getClass().getClassLoader());
            known.add(new KnownView(view.name(), view.version(), own, () -> view));
        }
        return known;
    }

    private static String names(List<KnownView> known) {
        return known.stream().map(KnownView::toString).collect(Collectors.joining(", "));
    }
}
