package dev.sameriver.job;

import dev.sameriver.sql.SqlView;
import dev.sameriver.view.UserError;
import dev.sameriver.view.View;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * Finds views in SQL: in jars, where {@code META-INF/sameriver/airport-delays@2.sql} is version 2
 * of {@code airport-delays}, or as a file of any name. None is read before it is asked for.
 */
public final class SqlFiles {

    /** Where they are in a jar. */
    public static final String FOLDER = "META-INF/sameriver/";

    private static final String SUFFIX = ".sql";
    private static final Pattern NAME =
            Pattern.compile("([a-z][a-z0-9-]*)@([1-9][0-9]{0,8})\\.sql");

    private SqlFiles() {}

    /** Whether what names a view is a path of its file. */
    public static boolean isFile(String name) {
        return name.endsWith(SUFFIX);
    }

    /** What a view's file is called in a jar. */
    public static String entry(View view) {
        return FOLDER + view.name() + "@" + view.version() + SUFFIX;
    }

    /** The views in SQL that a class loader knows. */
    static List<KnownView> in(ClassLoader loader) {
        try {
            List<String> own = null;
            if (loader instanceof URLClassLoader jars) {
                own =
                        Collections.list(jars.findResources(FOLDER)).stream()
                                .map(URL::toString)
                                .toList();
            }
            List<KnownView> known = new ArrayList<>();
            for (URL folder : Collections.list(loader.getResources(FOLDER))) {
                boolean isOwn = own == null || own.contains(folder.toString());
                known.addAll(list(folder, isOwn, loader));
            }
            return known;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<KnownView> list(URL folder, boolean own, ClassLoader loader)
            throws IOException {
        return folder.openConnection() instanceof JarURLConnection jar
                ? inJar(path(jar.getJarFileURL()), own, loader)
                : inFolder(path(folder), own, loader);
    }

    private static List<KnownView> inJar(Path jar, boolean own, ClassLoader loader)
            throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.startsWith(FOLDER))
                    .sorted()
                    .flatMap(name -> known(name, jar, own, loader, () -> textInJar(jar, name)))
                    .toList();
        }
    }

    private static List<KnownView> inFolder(Path folder, boolean own, ClassLoader loader)
            throws IOException {
        Path classes = folder.resolve("../..").normalize();
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted()
                    .flatMap(
                            file ->
                                    known(
                                            FOLDER + file.getFileName(),
                                            classes,
                                            own,
                                            loader,
                                            () -> Files.readString(file)))
                    .toList();
        }
    }

    /** How the text of a file is had. */
    private interface Text {
        String read() throws IOException;
    }

    private static Stream<KnownView> known(
            String entry, Path origin, boolean own, ClassLoader loader, Text text) {
        Matcher name = NAME.matcher(entry.substring(FOLDER.length()));
        return name.matches()
                ? Stream.of(
                        new KnownView(
                                name.group(1),
                                Integer.parseInt(name.group(2)),
                                own,
                                () -> read(entry, origin, loader, text)))
                : Stream.empty();
    }

    private static View read(String entry, Path origin, ClassLoader loader, Text text) {
        try {
            SqlView view = SqlView.parse(text.read(), origin, loader);
            if (!entry(view).equals(entry)) {
                throw new UserError(
                        "A view's file in a jar is named by its name and version, but "
                                + entry
                                + " of "
                                + origin
                                + " has "
                                + view.name()
                                + "@"
                                + view.version()
                                + ": rename it to "
                                + entry(view)
                                + ".");
            }
            return view;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String textInJar(Path jar, String entry) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return new String(
                    file.getInputStream(file.getEntry(entry)).readAllBytes(),
                    StandardCharsets.UTF_8);
        }
    }

    private static Path path(URL url) throws IOException {
        try {
            return Path.of(new URI(url.toString()));
        } catch (URISyntaxException e) {
            throw new IOException("no path of a file: " + url, e);
        }
    }
}
