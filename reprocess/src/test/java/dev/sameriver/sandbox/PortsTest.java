package dev.sameriver.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {

    @TempDir private Path directory;

    @Test
    void portsAreDistinctAndBelowTheRangeOfOutgoingConnections() throws IOException {
        Ports ports = Ports.kept(file());

        assertThat(Arrays.stream(Port.values()).map(ports::number))
                .doesNotHaveDuplicates()
                .allMatch(port -> port >= 15_000 && port < 32_768);
    }

    @Test
    void portsOnceChosenAreKept() throws IOException {
        Ports first = Ports.kept(file());

        Ports second = Ports.kept(file());

        assertThat(Port.values()).allMatch(port -> first.number(port) == second.number(port));
    }

    @Test
    void onlyThePortThatAFileLacksIsChosen() throws IOException {
        Files.writeString(file(), "KAFKA=21007\n");

        Ports ports = Ports.kept(file());

        assertThat(ports.address(Port.KAFKA)).isEqualTo("127.0.0.1:21007");
        assertThat(ports.number(Port.FLINK)).isNotEqualTo(21007);
    }

    @Test
    void lookingForPortsChoosesNone() throws IOException {
        Ports ports = Ports.known(file());

        assertThat(file()).doesNotExist();
        assertThatThrownBy(() -> ports.number(Port.KAFKA)).hasMessageContaining("KAFKA");
    }

    private Path file() {
        return directory.resolve("ports.properties");
    }
}
