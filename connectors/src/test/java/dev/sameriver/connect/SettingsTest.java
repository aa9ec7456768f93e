package dev.sameriver.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sameriver.view.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

    @TempDir private Path directory;

    @Test
    void clientsOwnPropertiesPassAsTheyAre() {
        assertThatCode(
                        () ->
                                Settings.requireKnown(
                                        List.of(
                                                "archive",
                                                "hadoop.dfs.nameservices",
                                                "hadoop.whatever.it.is",
                                                "kafka.security.protocol",
                                                "postgres.user",
                                                "flink.execution.checkpointing.dir"),
                                        "--set"))
                .doesNotThrowAnyException();
    }

    @Test
    void misspelledSettingsOfAFileAreRefusedWithTheNearest() throws Exception {
        Path address = Files.writeString(directory.resolve("a"), "achive=/tmp/logs\n");
        Path client = Files.writeString(directory.resolve("b"), "hdoop.dfs.replication=1\n");

        assertThatThrownBy(() -> Settings.load(address))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(address + " has achive: give archive");
        assertThatThrownBy(() -> Settings.load(client))
                .hasMessageContaining("hdoop.dfs.replication: give hadoop.dfs.replication");
    }

    @Test
    void distanceCountsLettersChangedAddedAndLeftOut() {
        assertThat(NearestName.distance("kafak", "kafka")).isEqualTo(2);
        assertThat(NearestName.distance("", "flink")).isEqualTo(5);
        assertThat(NearestName.distance("flink", "flink")).isZero();
    }
}
