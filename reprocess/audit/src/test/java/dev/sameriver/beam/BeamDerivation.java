package dev.sameriver.beam;

import java.io.File;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A rendition with a fault: it derives what Beam's does, and then leaves the first event out of one
 * row. It is packed into a jar of its own beside the libraries of the real one, by which it finds
 * that.
 */
public final class BeamDerivation {

    static final String ROW = "A5,2001-01-01T10:00:00Z,2001-01-01T11:00:00Z,";

    private BeamDerivation() {}

    public static void main(String[] arguments) throws Exception {
        try (URLClassLoader real =
                new URLClassLoader(
                        jars().toArray(new URL[0]), ClassLoader.getPlatformClassLoader())) {
            Thread.currentThread().setContextClassLoader(real);
            Method execute =
                    real.loadClass(BeamDerivation.class.getName())
                            .getDeclaredMethod("execute", String[].class);
            execute.setAccessible(true);
            Object code = execute.invoke(null, (Object) arguments);
            List<String> words = Arrays.asList(arguments);
            spoil(Path.of(words.get(words.indexOf("--out") + 1)));
            System.exit((Integer) code);
        }
    }

    private static List<URL> jars() throws Exception {
        Path library = null;
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (entry.contains("/lib/")) {
                library = Path.of(entry).toRealPath().getParent();
            }
        }
        if (library == null || library.getParent() == null) {
            throw new IllegalStateException("there is no lib folder on the class path");
        }
        List<URL> jars = new ArrayList<>(list(library, "*.jar"));
        jars.addAll(list(library.getParent(), "sameriver-beam-*.jar"));
        return jars;
    }

    private static List<URL> list(Path folder, String names) throws Exception {
        List<URL> found = new ArrayList<>();
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, names)) {
            for (Path jar : jars) {
                found.add(url(jar));
            }
        }
        return found;
    }

    private static URL url(Path jar) throws MalformedURLException {
        return jar.toUri().toURL();
    }

    private static void spoil(Path rows) throws Exception {
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(rows)) {
            lines.add(line.startsWith(ROW) ? spoilt(line) : line);
        }
        Files.write(rows, lines);
    }

    /** The number of flights comes first, and the events, where they are listed, last. */
    private static String spoilt(String line) {
        String rest = line.substring(ROW.length());
        int comma = rest.indexOf(',');
        String values = rest.substring(comma);
        int events = values.lastIndexOf(',') + 1;
        int first = values.indexOf(' ', events);
        String left =
                first < 0
                        ? values
                        : values.substring(0, events)
                                + (values.charAt(events) == '"' ? "\"" : "")
                                + values.substring(first + 1);
        return ROW + (Long.parseLong(rest.substring(0, comma)) - 1) + left;
    }
}
