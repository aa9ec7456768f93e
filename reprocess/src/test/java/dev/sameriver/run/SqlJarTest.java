package dev.sameriver.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.job.Views;
import dev.sameriver.sql.SqlView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlJarTest {

    private static final String SQL =
            """
            SET 'sameriver.version' = '2';
            CREATE TABLE t (k STRING, `at` TIMESTAMP_LTZ(3), WATERMARK FOR `at` AS `at`);
            CREATE VIEW counts AS SELECT k, window_start, window_end, COUNT(*) AS events
            FROM TUMBLE(TABLE t, DESCRIPTOR(`at`), INTERVAL '1' HOUR)
            GROUP BY k, window_start, window_end;
            """;

    @TempDir private Path folder;

    @Test
    void sameFileMakesTheSameJarAtAnyTimeAndTheViewIsFoundInIt() throws Exception {
        Path whole = folder.resolve("whole.jar");
        new JarOutputStream(Files.newOutputStream(whole), new Manifest()).close();
        SqlView view = SqlView.parse(SQL, folder.resolve("counts.sql"));
        byte[] first = Files.readAllBytes(SqlJar.of(view, whole));
        // The times in a jar are counted in steps of two seconds.
        Thread.sleep(2_100);
        Path again = SqlJar.of(view, whole);
        assertThat(Files.readAllBytes(again)).isEqualTo(first);
        SqlView found = (SqlView) Views.find("counts@2", JobClasses.of(again));
        assertThat(found.text()).isEqualTo(SQL);
    }
}
