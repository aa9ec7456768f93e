package dev.sameriver.cli;

import dev.sameriver.archiver.KafkaLog;
import dev.sameriver.archiver.Rolling;
import dev.sameriver.connect.Settings;
import dev.sameriver.run.ArchiveRun;
import dev.sameriver.run.FlinkTarget;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sameriver archive}: seal Kafka's tail of a log into its archive. */
@Command(
        name = "archive",
        description =
                "Seal what Kafka holds of a log into segments of its archive, exactly once. On a"
                        + " cluster the job is submitted; in this process it runs until it is"
                        + " interrupted. It may be killed and started again at any time.",
        mixinStandardHelpOptions = true)
final class ArchiveCommand implements Callable<Integer> {

    @Mixin private SettingsOptions settingsOptions = new SettingsOptions();

    @Mixin private KafkaLogOptions kafkaLogOptions = new KafkaLogOptions();

    @Parameters(paramLabel = "LOG", description = "The log's name.")
    private String log = "";

    @Option(names = "--once", description = "Seal up to where Kafka ends now, and stop.")
    private boolean once;

    @Option(
            names = "--roll-rows",
            paramLabel = "N",
            description = "Seal a segment at this many rows (default: 1000000).")
    private long rollRows = Rolling.DEFAULT.rows();

    @Option(
            names = "--roll-bytes",
            paramLabel = "N",
            description = "Seal a segment at about this many bytes (default: 67108864).")
    private long rollBytes = Rolling.DEFAULT.bytes();

    @Option(
            names = "--roll-age",
            paramLabel = "DURATION",
            description =
                    "Seal a segment at the latest this long after its first record (default:"
                            + " PT10M).")
    private Duration rollAge = Rolling.DEFAULT.age();

    @Option(
            names = "--from-earliest",
            description =
                    "Where the archive holds nothing from Kafka yet, accept that Kafka has already"
                            + " deleted the first records.")
    private boolean fromEarliest;

    @Option(
            names = {"-p", "--parallelism"},
            paramLabel = "N",
            defaultValue = "1",
            description = "How many subtasks share the partitions (default: ${DEFAULT-VALUE}).")
    private int parallelism;

    @Option(
            names = "--jar",
            paramLabel = "FILE",
            description = "The jar that a cluster gets, if none of those in jobs/.")
    private @Nullable Path jar;

    @Override
    public Integer call() throws Exception {
        Settings settings = settingsOptions.settings();
        Rolling rolling = new Rolling(rollRows, rollBytes, rollAge);
        Optional<KafkaLog> defined = kafkaLogOptions.define(log);
        if (defined.isPresent()) {
            defined.get().create(settings);
        }
        ArchiveRun.Result result =
                new ArchiveRun(settings, log, rolling, once, fromEarliest, parallelism)
                        .run(target(settings), System.out, System.err);
        if (result != null) {
            System.out.printf(
                    Locale.ROOT,
                    "archived log %s: rows=%d segments=%d%n",
                    log,
                    result.rows(),
                    result.segments());
        }
        return ExitCode.OK;
    }

    private FlinkTarget target(Settings settings) throws IOException {
        if (settings.find(Settings.FLINK).isEmpty()) {
            return new FlinkTarget(settings, List.of());
        }
        return new FlinkTarget(
                settings, List.of(jar == null ? JobJar.find() : jar.toAbsolutePath()));
    }
}
