package dev.sameriver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastErrorTest {

    @TempDir private Path directory;

    @Test
    void innermostCauseIsShownWithoutItsTrace() throws Exception {
        assertThat(
                        of(
                                "2026-01-01 10:00:00,000 INFO  NameNode [main] - starting",
                                "2026-01-01 10:00:01,000 ERROR NameNode [main] - Failed to start",
                                "java.net.BindException: Port in use: 127.0.0.1:21001",
                                "\tat org.apache.hadoop.http.HttpServer2.bind(HttpServer2.java:1)",
                                "Caused by: java.net.BindException: Address already in use",
                                "\tat java.base/sun.nio.ch.Net.bind0(Native Method)",
                                "\t... 8 more",
                                "2026-01-01 10:00:02,000 INFO  ExitUtil [main] - Exiting"))
                .isEqualTo("java.net.BindException: Address already in use");
    }

    @Test
    void errorLineCountsWhereThereIsNoException() throws Exception {
        assertThat(of("LOG:  starting", "FATAL:  data directory is locked", "LOG:  stopped"))
                .isEqualTo("FATAL:  data directory is locked");
    }

    @Test
    void logWithoutErrorsGivesItsLastLineAndNoLogNothing() throws Exception {
        assertThat(of("starting", "the end", "")).isEqualTo("the end");
        assertThat(LastError.of(directory.resolve("none"))).isEmpty();
    }

    private String of(String... lines) throws Exception {
        return LastError.of(
                Files.writeString(directory.resolve("log"), String.join("\n", lines) + "\n"));
    }
}
