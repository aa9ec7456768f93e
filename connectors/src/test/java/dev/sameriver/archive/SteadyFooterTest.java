package dev.sameriver.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.log.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.parquet.column.Encoding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SteadyFooterTest {

    @TempDir Path folder;

    /**
     * Writes a segment in another run of Java, and puts its hash into a file. Java counts up what
     * objects hash to there, so that a hash set of encodings has the order, or the reverse, of
     * their names.
     */
    static final class Child {

        private Child() {}

        public static void main(String[] args) throws IOException {
            List<Encoding> encodings = new ArrayList<>(List.of(Encoding.values()));
            if (Boolean.parseBoolean(args[1])) {
                Collections.reverse(encodings);
            }
            int hash = 0;
            while ((hash & 15) != 15) {
                hash = System.identityHashCode(new Object());
            }
            encodings.forEach(System::identityHashCode);
            Path folder = Path.of(args[0]);
            Files.writeString(folder.resolve("hash"), segment(folder).sha256());
        }
    }

    private static Segment segment(Path folder) throws IOException {
        LogArchive archive = TestLog.create(folder);
        return TestLog.segment(archive, 0, 0, Clock.NONE, TestLog.events(0, 1_000));
    }

    @Test
    void segmentIsTheSameHoweverJavaHashesEncodings() throws Exception {
        String here = segment(folder).sha256();

        assertThat(inAnotherJava(false)).isEqualTo(here);
        assertThat(inAnotherJava(true)).isEqualTo(here);
    }

    private String inAnotherJava(boolean reversed) throws Exception {
        Path child = Files.createDirectories(folder.resolve("child-" + reversed));
        Path log = child.resolve("log.txt");
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UnlockExperimentalVMOptions",
                                "-XX:hashCode=3",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Child.class.getName(),
                                child.toString(),
                                String.valueOf(reversed))
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        assertThat(process.waitFor()).as(Files.readString(log)).isZero();
        return Files.readString(child.resolve("hash"));
    }
}
