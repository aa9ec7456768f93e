package dev.sameriver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CommandTextTest {

    @Test
    void whatWasGivenAndTheDefaultsAreWrittenOut() {
        assertThat(
                        text(
                                "bench",
                                "--rounds=5",
                                "--case",
                                "tumbling-batch",
                                "--java=-Xlog:gc file",
                                "--java=-Xint"))
                .isEqualTo(
                        "./sameriver bench --case=tumbling-batch --checkpoints=PT10S"
                                + " --events=20000000 --java='-Xlog:gc file' --java=-Xint --late=0"
                                + " --parallelism=2 --rounds=5 --warm-up=10");
    }

    @Test
    void switchesStandAloneAndWhatIsEmptyIsLeftOut() {
        assertThat(text("bench", "steps", "--quick")).isEqualTo("./sameriver bench steps --quick");
    }

    private static String text(String... arguments) {
        CommandLine command = Main.commandLine();
        CommandLine.ParseResult parsed = command.parseArgs(arguments);
        while (parsed.hasSubcommand()) {
            parsed = parsed.subcommand();
        }
        return CommandText.of(parsed.commandSpec());
    }
}
