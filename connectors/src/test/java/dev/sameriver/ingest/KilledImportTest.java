package dev.sameriver.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.archive.ArchiveVerifier;
import dev.sameriver.archive.LogArchive;
import dev.sameriver.archive.VerifyDepth;
import dev.sameriver.archive.VerifyReport;
import dev.sameriver.connect.Progress;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledImportTest {

    private static final int ROWS = 20_000;

    @TempDir Path folder;

    /** Imports the same file over and over, and says so after each commit. */
    static final class Child {

        private Child() {}

        public static void main(String[] args) throws IOException {
            for (int i = 0; i < 1000; i++) {
                importOnce(args[0], args[1]);
                Files.writeString(Path.of(args[2]), "x", java.nio.file.StandardOpenOption.APPEND);
            }
        }
    }

    private static void importOnce(String root, String file) throws IOException {
        Importer importer = new Importer(root, new Configuration());
        ImportOptions options =
                ImportOptions.of("flights", 3, "at", "key").withSizes(2000, 1 << 20, 1 << 20);
        importer.run(importer.plan(options, List.of(file)), Progress.NONE);
    }

    @Test
    void killedImportLeavesWholeImportsAndASoundChain() throws Exception {
        StringBuilder csv = new StringBuilder("at,key\n");
        for (int i = 0; i < ROWS; i++) {
            csv.append(i).append(",k").append(i % 97).append('\n');
        }
        Path file = Files.writeString(folder.resolve("a.csv"), csv);
        String root = folder.resolve("archive").toUri().toString();
        for (int round = 0; round < 3; round++) {
            Path marks = Files.writeString(folder.resolve("marks-" + round), "");
            Process child =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    Child.class.getName(),
                                    root,
                                    file.toString(),
                                    marks.toString())
                            .redirectErrorStream(true)
                            .redirectOutput(new File(folder + "/child.log"))
                            .start();
            try {
                while (Files.size(marks) < 2 && child.isAlive()) {
                    TimeUnit.MILLISECONDS.sleep(20);
                }
                TimeUnit.MILLISECONDS.sleep(37L * round);
            } finally {
                child.destroyForcibly().waitFor();
            }
            assertThat(Files.size(marks))
                    .as(Files.readString(folder.resolve("child.log")))
                    .isGreaterThan(1);
            assertWhole(root);
        }
        importOnce(root, file.toString());
        assertWhole(root);
    }

    private static void assertWhole(String root) throws IOException {
        VerifyReport report =
                ArchiveVerifier.verify(
                        root, new Configuration(), null, VerifyDepth.ROWS, Progress.NONE);
        assertThat(report.findings()).isEmpty();
        LogArchive archive = LogArchive.open(root, new Configuration(), "flights");
        assertThat(report.rows()).isEqualTo(report.manifests() * (ROWS + 3));
        assertThat(archive.manifest().number()).isEqualTo(report.manifests() - 1);
    }
}
