package dev.sameriver.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sameriver.connect.Settings;
import dev.sameriver.view.UserError;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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

    /** As Flink answers when a task is lost between a savepoint and the end. */
    @Test
    void jobThatFailsBehindItsSavepointHasStoppedAndOneThatRunsOnHasNot() throws Exception {
        assertThat(stop("RUNNING", "RESTARTING", "FAILING", "FAILED")).isEmpty();
        assertThatThrownBy(() -> stop("RUNNING", "RESTARTING", "RUNNING"))
                .isInstanceOf(StopFailure.class)
                .hasMessage("x.Failed: during stopping");
    }

    /** As Flink tells it where a task fails while a message is on its way to it. */
    @Test
    void messageThatFoundItsTaskGoneIsNoFailureOfAJobThatGoesOn() throws Exception {
        String lost = "Caused by: x.TaskNotRunningException: Task is not running";
        assertThat(failure("RUNNING", lost)).isNull();
        assertThat(failure("RUNNING", lost, "x.Bad: code")).isEqualTo("x.Bad: code");
        assertThat(failure("FAILED", lost)).contains("TaskNotRunningException");
    }

    /** What failed a job in this state, that has these failures, the newest first. */
    private static @Nullable String failure(String state, String... traces) throws Exception {
        String entries =
                Stream.of(traces)
                        .map(trace -> "{\"stacktrace\":\"" + trace + "\",\"timestamp\":1}")
                        .collect(Collectors.joining(","));
        HttpServer flink =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        flink.createContext(
                "/",
                exchange -> {
                    boolean isAskedFailures =
                            exchange.getRequestURI().getPath().endsWith("/exceptions");
                    String answer =
                            isAskedFailures
                                    ? "{\"exceptionHistory\":{\"entries\":[" + entries + "]}}"
                                    : "{\"state\":\"" + state + "\"}";
                    answer(exchange, answer);
                });
        flink.start();
        try {
            String address = "127.0.0.1:" + flink.getAddress().getPort();
            return ClusterJobs.of(Settings.of(Map.of(Settings.FLINK, address)))
                    .health("j")
                    .orElseThrow()
                    .failure();
        } finally {
            flink.stop(0);
        }
    }

    private static void answer(HttpExchange exchange, String answer) throws IOException {
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** Stops a job whose stop has failed, and which goes through these states; the last stays. */
    private static Optional<String> stop(String... states) throws Exception {
        Deque<String> left = new ArrayDeque<>(List.of(states));
        HttpServer flink =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        flink.createContext(
                "/",
                exchange -> {
                    String path = exchange.getRequestURI().getPath();
                    String answer =
                            path.endsWith("/status")
                                    ? "{\"status\":\"" + next(left) + "\"}"
                                    : "{\"operation\":{\"failure-cause\":{\"stack-trace\":"
                                            + "\"x.Failed: during stopping\"}}}";
                    answer(exchange, answer);
                });
        flink.start();
        try {
            String address = "127.0.0.1:" + flink.getAddress().getPort();
            return ClusterJobs.of(Settings.of(Map.of(Settings.FLINK, address)))
                    .stop("j", "t", "f", Duration.ofMinutes(1));
        } finally {
            flink.stop(0);
        }
    }

    private static String next(Deque<String> left) {
        return left.size() > 1 ? left.remove() : left.element();
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
