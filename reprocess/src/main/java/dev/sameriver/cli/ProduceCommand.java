package dev.sameriver.cli;

import dev.sameriver.connect.Settings;
import dev.sameriver.ingest.FileProducer;
import dev.sameriver.ingest.ProduceResult;
import dev.sameriver.run.ByteProgress;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sameriver produce}: files become live records of a log. */
@Command(
        name = "produce",
        description =
                "Produce the rows of files to a log's topic in their order of arrival, as live"
                        + " producers would.",
        mixinStandardHelpOptions = true)
final class ProduceCommand implements Callable<Integer> {

    @Mixin private SettingsOptions settingsOptions = new SettingsOptions();

    @Mixin private ArrivalOptions arrivalOptions = new ArrivalOptions();

    @Parameters(index = "0", paramLabel = "LOG", description = "The log's name.")
    private String log = "";

    @Parameters(
            index = "1..*",
            paramLabel = "FILE",
            arity = "1..*",
            description =
                    "CSV, JSON lines, Parquet or Avro; several are one stream, in this order.")
    private List<String> files = List.of();

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "How many events a second at most (default: as fast as it goes).")
    private double rate = Double.POSITIVE_INFINITY;

    @Override
    public Integer call() throws IOException {
        Settings settings = settingsOptions.settings();
        ProduceResult result;
        try (ByteProgress progress = ByteProgress.show("produce", System.err)) {
            result =
                    new FileProducer(settings)
                            .run(
                                    log,
                                    arrivalOptions.order(),
                                    arrivalOptions.range(),
                                    rate,
                                    files,
                                    progress);
        }
        System.out.printf(
                Locale.ROOT,
                "produced to log %s: events=%d dead=%d%n",
                log,
                result.events(),
                result.dead());
        return ExitCode.OK;
    }
}
