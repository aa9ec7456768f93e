package dev.sameriver.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sameriver.sql.SqlView;
import dev.sameriver.view.UserError;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlFilesTest {

    private static final String SQL =
            """
            SET 'sameriver.version' = '%d';
            CREATE TABLE t (k STRING, `at` TIMESTAMP_LTZ(3), WATERMARK FOR `at` AS `at`);
            CREATE VIEW counts AS SELECT k, window_start, window_end, COUNT(*) AS events
            FROM TUMBLE(TABLE t, DESCRIPTOR(`at`), INTERVAL '1' HOUR)
            GROUP BY k, window_start, window_end;
            """;

    @TempDir private Path folder;

    @Test
    void viewIsFoundByNameAndVersionInAFolderOfClasses() throws Exception {
        Path views = Files.createDirectories(folder.resolve(SqlFiles.FOLDER));
        Files.writeString(views.resolve("counts@3.sql"), SQL.formatted(3));
        Files.writeString(views.resolve("counts@12.sql"), SQL.formatted(12));
        Files.writeString(views.resolve("notes.txt"), "none");
        try (URLClassLoader loader = loader(folder)) {
            assertThat(Views.find("counts", loader).version()).isEqualTo(3);
            assertThat(Views.find("counts@12", loader).version()).isEqualTo(12);
            assertThat(((SqlView) Views.find("counts", loader)).origin()).isEqualTo(folder);
            assertThatThrownBy(() -> Views.find("counts@4", loader))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("counts@12, counts@3");
        }
    }

    @Test
    void fileInAJarIsReadOnlyWhenItIsAskedFor() throws Exception {
        Path jar = folder.resolve("views.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            put(out, SqlFiles.FOLDER, "");
            put(out, SqlFiles.FOLDER + "counts@1.sql", SQL.formatted(1));
            put(out, SqlFiles.FOLDER + "broken@1.sql", "SELCT");
            put(out, SqlFiles.FOLDER + "other@1.sql", SQL.formatted(2));
        }
        try (URLClassLoader loader = loader(jar)) {
            SqlView view = (SqlView) Views.find("counts@1", loader);
            assertThat(view.text()).isEqualTo(SQL.formatted(1));
            assertThat(view.origin()).isEqualTo(jar);
            assertThatThrownBy(() -> Views.find("broken", loader))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("must be Flink SQL");
            assertThatThrownBy(() -> Views.find("other", loader))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("rename it to META-INF/sameriver/counts@2.sql");
        }
    }

    @Test
    void pathNamesTheViewOfAFileWhateverItIsCalled() throws Exception {
        Path file = Files.writeString(folder.resolve("any.sql"), SQL.formatted(7));
        ClassLoader loader = SqlFilesTest.class.getClassLoader();
        assertThat(Views.find(file.toString(), loader).version()).isEqualTo(7);
        assertThatThrownBy(() -> Views.find(folder.resolve("none.sql").toString(), loader))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("must be readable");
    }

    private static URLClassLoader loader(Path path) throws IOException {
        return new URLClassLoader(
                new URL[] {path.toUri().toURL()}, SqlFilesTest.class.getClassLoader());
    }

    private static void put(JarOutputStream out, String entry, String text) throws IOException {
        out.putNextEntry(new JarEntry(entry));
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.closeEntry();
    }
}
