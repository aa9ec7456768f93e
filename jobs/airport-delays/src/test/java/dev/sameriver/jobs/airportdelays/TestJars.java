package dev.sameriver.jobs.airportdelays;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** What a cluster needs to run a view of the tests. */
final class TestJars {

    private TestJars() {}

    /** A jar of {@link ThrottledDelays}, as it is in none of the job's. */
    static Path view(Path folder) throws Exception {
        Path jar = folder.resolve("view.jar");
        Path classes =
                Path.of(
                        ThrottledDelays.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI());
        String name = ThrottledDelays.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry(name));
            Files.copy(classes.resolve(name), out);
            out.closeEntry();
        }
        return jar;
    }
}
