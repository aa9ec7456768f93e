package dev.sameriver.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sameriver.connect.Settings;
import dev.sameriver.view.UserError;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxOptionsTest {

    @TempDir private Path directory;

    @Test
    void flinkBringsHdfs() {
        assertThat(SandboxOptions.defaults().only(Part.FLINK).parts())
                .containsExactlyInAnyOrder(Part.HDFS, Part.FLINK);
        assertThat(Daemons.of(Set.of(Part.KAFKA, Part.POSTGRES)))
                .containsExactly("kafka", "postgres");
    }

    @Test
    void directoryIsMadeAbsolute() {
        assertThat(SandboxOptions.defaults().in(Path.of("a/../b")).directory())
                .isEqualTo(Path.of("b").toAbsolutePath());
    }

    @Test
    void settingsNameOnlyThePartsThatRun() throws Exception {
        Site site =
                new Site(
                        directory,
                        new Layout(directory),
                        Ports.kept(directory.resolve("ports.properties")));

        Settings settings = SettingsFile.settings(site, Set.of("kafka", "taskmanager-1")::contains);

        assertThat(settings.asMap()).containsOnlyKeys("kafka");
    }

    @Test
    void missingJarsAreAskedForWithTheRemedy() throws Exception {
        SandboxOptions options =
                new SandboxOptions(directory, directory, Set.of(Part.KAFKA), Duration.ofSeconds(5));

        assertThatThrownBy(() -> Sandbox.up(options))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("mvn package");
    }

    @Test
    void everyKindOfMachineHasItsPostgres() {
        assertThat(PostgresBinaries.resource("Linux", "amd64"))
                .isEqualTo("postgres-linux-x86_64.txz");
        assertThat(PostgresBinaries.class.getResource("/postgres-linux-x86_64.txz")).isNotNull();
        assertThat(PostgresBinaries.class.getResource("/postgres-linux-arm_64.txz")).isNotNull();
        assertThat(PostgresBinaries.resource("Linux", "aarch64"))
                .isEqualTo("postgres-linux-arm_64.txz");
    }
}
