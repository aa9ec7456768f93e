package dev.sameriver.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.job.ViewJob;
import dev.sameriver.view.View;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobClassesTest {

    /** The tables of Flink SQL, which no view is written against. */
    private static final String TABLES = "dev.sameriver.table.";

    @ParameterizedTest
    @ValueSource(classes = {View.class, ViewJob.class})
    void everyPackageThatViewsStandOnIsShared(Class<?> one) throws Exception {
        List<String> packages = packages(one);

        assertThat(packages).contains(one.getPackageName() + ".");
        assertThat(JobClasses.SHARED).containsAll(packages);
    }

    private static List<String> packages(Class<?> one) throws Exception {
        URI location = one.getProtectionDomain().getCodeSource().getLocation().toURI();
        if (Files.isDirectory(Path.of(location))) {
            return packages(Path.of(location).resolve("dev/sameriver"));
        }
        try (FileSystem jar = FileSystems.newFileSystem(Path.of(location), Map.of())) {
            return packages(jar.getPath("dev/sameriver"));
        }
    }

    private static List<String> packages(Path folder) throws Exception {
        List<String> packages = new ArrayList<>();
        try (Stream<Path> folders = Files.list(folder)) {
            folders.filter(Files::isDirectory)
                    .map(path -> "dev.sameriver." + name(path) + ".")
                    .filter(name -> !name.equals(TABLES))
                    .forEach(packages::add);
        }
        return packages;
    }

    /** In jars, folders end in a slash. */
    private static String name(Path folder) {
        return String.valueOf(folder.getFileName()).replace("/", "");
    }
}
