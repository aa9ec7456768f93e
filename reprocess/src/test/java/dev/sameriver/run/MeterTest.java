package dev.sameriver.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class MeterTest {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @Test
    void shortWorkWritesNothingWhereThereIsNoTerminal() {
        try (Meter meter =
                new Meter("import", -1, "KiB", 1024, new PrintStream(written, true), false)) {
            meter.at(1024);
        }
        assertThat(written.size()).isZero();
    }

    @Test
    void lineSaysHowMuchOfWhatIsDone() {
        try (Meter meter =
                new Meter("import", -1, "KiB", 1024, new PrintStream(written, true), false)) {
            assertThat(meter.line(2048)).isEqualTo("import: 2 KiB");
            meter.of(4_096_000);
            meter.say("7 rows");
            assertThat(meter.line(2048)).isEqualTo("import: 2 of 4,000 KiB, 7 rows");
        }
    }

    @Test
    void lineSaysHowFastItIsAndHowLongItTakes() {
        try (Meter meter =
                new Meter(
                        "import", 4_096_000, "KiB", 1024, new PrintStream(written, true), false)) {
            long now = System.nanoTime();
            for (int second = 2; second <= 22; second++) {
                meter.at(second * 102_400L, now + second * 1_000_000_000L);
            }
        }
        assertThat(written.toString(UTF_8).lines())
                .containsExactly(
                        "import: 1,000 of 4,000 KiB (100 KiB/s, 30 s left)",
                        "import: 2,000 of 4,000 KiB (100 KiB/s, 20 s left)");
    }
}
