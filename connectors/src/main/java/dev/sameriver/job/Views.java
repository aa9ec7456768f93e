package dev.sameriver.job;

import dev.sameriver.view.UserError;
import dev.sameriver.view.View;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/**
 * The views that a class loader knows, by name and version.
 *
 * <p>A name alone is the earliest version that is known. So a new version beside an old one changes
 * no command that is in use: it is asked for by its number until the old one is taken away.
 */
public final class Views {

    private Views() {}

    /**
     * Finds a view.
     *
     * @param name a name, for its earliest version, or {@code name@version}
     * @param loader what is in its own jars goes before what its parents have
     * @throws UserError if there is none
     */
    public static View find(String name, ClassLoader loader) {
        String[] parts = name.split("@", 2);
        List<String> known = new ArrayList<>();
        List<View> found = new ArrayList<>();
        for (View view : ServiceLoader.load(View.class, loader)) {
            known.add(view.name() + "@" + view.version());
            if (view.name().equals(parts[0])
                    && (parts.length == 1 || parts[1].equals(String.valueOf(view.version())))) {
                found.add(view);
            }
        }
        return found.stream()
                .min(
                        Comparator.comparing(
                                        (View view) ->
                                                !loader.equals(view.getClass().getClassLoader()))
                                .thenComparingInt(View::version))
                .orElseThrow(
                        () ->
                                new UserError(
                                        "A view must be in a job's jar, but "
                                                + name
                                                + " is in none ("
                                                + (known.isEmpty()
                                                        ? "no view is known"
                                                        : "known are " + String.join(", ", known))
                                                + "): check the name, or give the jar with"
                                                + " --jar."));
    }
}
