package dev.sameriver.jobs.airportdelays;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.cli.DocCommands;
import dev.sameriver.connect.Settings;
import dev.sameriver.registry.Registry;
import dev.sameriver.registry.Version;
import dev.sameriver.registry.VersionState;
import dev.sameriver.run.ClusterJobs;
import dev.sameriver.sandbox.Sandbox;
import dev.sameriver.sandbox.SharedSandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The walk-through of docs/reprocessing.md, command by command. */
class ReprocessingITCase {

    @TempDir private Path folder;

    @Test
    void everyCommandOfTheWalkThroughDoesWhatThePageSays() throws Exception {
        Sandbox sandbox = SharedSandbox.get();
        Settings own =
                OwnDatabase.make(sandbox.settings(), "walk")
                        .overriddenBy(
                                Map.of(
                                        Settings.ARCHIVE,
                                        sandbox.settings().require(Settings.ARCHIVE) + "-walk"));
        Path settings = folder.resolve("own.properties");
        Files.write(
                settings,
                own.asMap().entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .toList());
        Path log = Files.createFile(folder.resolve("err"));
        List<String> commands = DocCommands.of("docs/reprocessing.md");
        assertThat(commands).hasSizeGreaterThan(12);
        StringBuilder said = new StringBuilder();
        for (String command : commands) {
            if (command.startsWith("sandbox")) {
                continue;
            }
            DocCommands.Said answer = DocCommands.run(command, settings, log);
            said.append("$ ").append(command).append('\n').append(answer.out());
            // Versions that differ are what the walk-through is about.
            int expected = command.startsWith("compare") ? 1 : 0;
            assertThat(answer.code())
                    .as("%s%n%s%n%s", command, said, Files.readString(log))
                    .isEqualTo(expected);
        }
        Files.writeString(log, said, StandardOpenOption.APPEND);
        assertThat(said.toString()).contains("late", "p90_delay");
        List<Version> versions = Registry.open(own).versions("airport-delays");
        assertThat(versions).hasSize(2);
        everyVerbTakesAViewInSql(own, settings, log);
        assertThat(versions.get(0).state()).isEqualTo(VersionState.RETIRED);
        assertThat(versions.get(1).share()).isEqualTo(100);
        ClusterJobs.of(own).cancel(Objects.requireNonNull(versions.get(1).job()));
    }

    /** The next version of the view that the walk-through ends with, from a file. */
    private void everyVerbTakesAViewInSql(Settings own, Path settings, Path log) throws Exception {
        String sql = Files.readString(Path.of("src/main/sql/airport-delays.sql"));
        Path file = folder.resolve("delays.sql");
        Files.writeString(
                file, sql.replace("'sameriver.version' = '1'", "'sameriver.version' = '3'"));
        String job = "";
        for (String command :
                List.of(
                        "backfill FILE --sandbox --checkpoints PT2S",
                        "pause FILE --sandbox",
                        "resume FILE --sandbox",
                        "compare airport-delays@2 FILE --sandbox",
                        "promote airport-delays@3 --share 10 --sandbox",
                        "run FILE --sandbox --output csv:" + folder.resolve("rows").toUri())) {
            DocCommands.Said answer =
                    DocCommands.run(command.replace("FILE", file.toString()), settings, log);
            int expected = command.startsWith("compare") ? 1 : 0;
            assertThat(answer.code())
                    .as("%s%n%s%n%s", command, answer.out(), Files.readString(log))
                    .isEqualTo(expected);
            job = answer.out().lines().findFirst().orElse("");
        }
        ClusterJobs jobs = ClusterJobs.of(own);
        jobs.cancel(job.substring("job ".length()));
        Version third = Registry.open(own).versions("airport-delays").get(2);
        assertThat(third.share()).isEqualTo(10);
        assertThat(third.state()).isEqualTo(VersionState.SERVING);
        jobs.cancel(Objects.requireNonNull(third.job()));
    }
}
