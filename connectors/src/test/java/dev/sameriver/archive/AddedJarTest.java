package dev.sameriver.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.connect.Settings;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.util.TemporaryClassLoaderContext;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An archive, opened by the classes of a jar that was added to a session of Flink's SQL client. */
class AddedJarTest {

    @TempDir private Path folder;

    @Test
    void fileSystemsOfTheJarAreFoundThoughTheThreadDoesNotKnowThem() throws Exception {
        ClassLoader client = ClassLoader.getPlatformClassLoader();
        try (URLClassLoader added = new URLClassLoader(classPath(), client);
                TemporaryClassLoaderContext ignored = TemporaryClassLoaderContext.of(client)) {
            Class<?> settings = added.loadClass(Settings.class.getName());
            Object none = settings.getMethod("of", Map.class).invoke(null, Map.of());
            Object logs =
                    added.loadClass(LogArchive.class.getName())
                            .getMethod(
                                    "logs",
                                    String.class,
                                    added.loadClass(Configuration.class.getName()))
                            .invoke(
                                    null,
                                    folder.toUri().toString(),
                                    settings.getMethod("hadoop").invoke(none));
            assertThat(logs).isEqualTo(List.of());
        }
    }

    private static URL[] classPath() throws Exception {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            urls.add(new File(entry).toURI().toURL());
        }
        return urls.toArray(URL[]::new);
    }
}
