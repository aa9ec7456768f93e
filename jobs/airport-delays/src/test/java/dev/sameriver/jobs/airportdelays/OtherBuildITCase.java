package dev.sameriver.jobs.airportdelays;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.run.BuiltJob;
import dev.sameriver.run.JarBuild;
import dev.sameriver.sql.SqlView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a command does with a jar whose Sameriver is of another build than its own. */
class OtherBuildITCase {

    @TempDir private Path folder;

    @Test
    void viewInSqlIsReadByTheSameriverOfItsJar() throws Exception {
        SqlView view = SqlView.read(Path.of("src/main/sql/airport-delays.sql"));
        Path jar = Files.copy(BuiltJob.jar(), folder.resolve("other-job.jar"));
        NewJar.buildSameriverAnew(jar, folder.resolve("build"));
        ClassLoader loader = JarBuild.other(List.of(jar)).orElseThrow().loader();

        Class<?> theirs = loader.loadClass(SqlView.class.getName());
        Object read = theirs.getMethod("read", Path.class).invoke(null, view.origin());

        assertThat(theirs).isNotSameAs(SqlView.class);
        assertThat(theirs.getMethod("text").invoke(read)).isEqualTo(view.text());
    }
}
