package dev.sameriver.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.connect.Settings;
import dev.sameriver.sandbox.Part;
import dev.sameriver.sandbox.SharedSandbox;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestBenchITCase {

    private static final PrintStream QUIET = new PrintStream(OutputStream.nullOutputStream());

    @TempDir private Path directory;

    @Test
    void allEventsGoEveryWayAndComeBack() throws Exception {
        Settings kafka = SharedSandbox.with(Part.KAFKA).settings();
        Path archive = directory.resolve("archive");
        List<IngestFigure> figures =
                new IngestBench(directory, archive, 2_000, 2, kafka, QUIET).run();
        assertThat(figures)
                .extracting(IngestFigure::what)
                .containsExactly(
                        "import",
                        "produce",
                        "archive",
                        "verify",
                        "verify --rows",
                        "plain read",
                        "plain read + SHA-256");
        assertThat(figures)
                .extracting(IngestFigure::events)
                .containsExactly(2_000L, 2_000L, 2_000L, 4_000L, 4_000L, 4_000L, 4_000L);
        assertThat(figures).allMatch(figure -> figure.bytes() > 0);
    }
}
