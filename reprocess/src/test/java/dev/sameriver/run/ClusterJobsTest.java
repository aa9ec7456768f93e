package dev.sameriver.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sameriver.connect.Settings;
import dev.sameriver.view.UserError;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClusterJobsTest {

    @Test
    void innermostCauseOfATraceIsTold() {
        String trace =
                """
                java.lang.RuntimeException: outer
                \tat a.B.c(B.java:1)
                Caused by: java.io.IOException: middle
                \t... 1 more
                Caused by: java.lang.IllegalStateException: inner
                \tat a.B.c(B.java:2)
                """;

        assertThat(ClusterJobs.lastCause(trace))
                .isEqualTo("java.lang.IllegalStateException: inner");
        assertThat(ClusterJobs.lastCause("one line")).isEqualTo("one line");
        assertThat(ClusterJobs.lastCause("")).isEmpty();
    }

    @Test
    void clusterThatDoesNotAnswerIsNamed() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        String address = "127.0.0.1:" + port;

        Settings settings = Settings.of(Map.of(Settings.FLINK, address));

        assertThatThrownBy(() -> ClusterJobs.of(settings))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("--flink " + address);
    }
}
