package dev.sameriver.cli;

import dev.sameriver.archive.ValueFormat;
import dev.sameriver.connect.Settings;
import dev.sameriver.ingest.ImportOptions;
import dev.sameriver.ingest.ImportPlan;
import dev.sameriver.ingest.ImportResult;
import dev.sameriver.ingest.Importer;
import dev.sameriver.run.ByteProgress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sameriver import}: files become the history of a log. */
@Command(
        name = "import",
        description = "Import files as the history of a log.",
        mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {

    @Mixin private SettingsOptions settingsOptions = new SettingsOptions();

    @Mixin private ArrivalOptions arrivalOptions = new ArrivalOptions();

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description =
                    "CSV, JSON lines, Parquet or Avro; several are one stream, in this order.")
    private List<String> files = List.of();

    @Option(names = "--log", paramLabel = "NAME", required = true, description = "The log's name.")
    private String log = "";

    @Option(
            names = "--time",
            paramLabel = "COLUMN",
            required = true,
            description = "The column with the event time.")
    private String time = "";

    @Option(
            names = "--key",
            paramLabel = "COLUMN",
            description = "The column that decides an event's partition.")
    private @Nullable String key;

    @Option(names = "--id", paramLabel = "COLUMN", description = "The column with the event's id.")
    private @Nullable String id;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "4",
            description = "How many partitions a new log has (default: ${DEFAULT-VALUE}).")
    private int partitions;

    @Option(
            names = "--schema",
            paramLabel = "FILE",
            description = "An Avro schema (.avsc); without it the schema is inferred and shown.")
    private @Nullable Path schema;

    @Option(
            names = "--values",
            defaultValue = "AVRO",
            description = "How Kafka's values are written: avro or json (default: avro).")
    private ValueFormat values = ValueFormat.AVRO;

    @Option(
            names = "--segment-rows",
            paramLabel = "N",
            description = "How many rows a segment has at most (default: 1000000).")
    private long segmentRows = ImportOptions.SEGMENT_ROWS;

    @Option(
            names = "--again",
            description = "Import rows that the log has already, so that it has them twice.")
    private boolean again;

    @Option(names = "--dry-run", description = "Only show the plan.")
    private boolean dryRun;

    @Override
    public Integer call() throws IOException {
        Settings settings = settingsOptions.settings();
        Importer importer = new Importer(settings.require(Settings.ARCHIVE), settings.hadoop());
        ImportOptions options =
                ImportOptions.of(log, partitions, time, key)
                        .orderedBy(arrivalOptions.order())
                        .arrivedIn(arrivalOptions.range())
                        .identifiedBy(id)
                        .withFormat(values)
                        .withSchema(schema == null ? null : SchemaFile.read(schema))
                        .withSizes(segmentRows, ImportOptions.SEGMENT_BYTES, 64L << 20);
        ImportPlan plan = importer.plan(options, files);
        if (plan.inferred()) {
            System.out.println("schema inferred: " + plan.schema().toString(true));
        }
        if (dryRun) {
            System.out.printf(
                    Locale.ROOT,
                    "would import %d file(s), %,d bytes, into %s log %s with %d partitions%n",
                    plan.files().size(),
                    plan.bytes(),
                    plan.newLog() ? "the new" : "the",
                    log,
                    plan.definition().partitions());
            return ExitCode.OK;
        }
        try (ByteProgress progress = ByteProgress.show("import", System.err)) {
            report(again ? importer.run(plan, progress) : importer.runOnce(plan, progress));
        }
        return ExitCode.OK;
    }

    private void report(ImportResult result) {
        System.out.printf(
                Locale.ROOT,
                "imported log %s: events=%d dead=%d heartbeats=%d segments=%d bytes=%d latest=%s%n",
                log,
                result.events(),
                result.dead(),
                result.heartbeats(),
                result.segments(),
                result.bytes(),
                result.greatestTime() == null
                        ? "none"
                        : Instant.ofEpochMilli(result.greatestTime()));
        result.deadSamples().forEach(sample -> System.out.println("dead: " + sample));
    }
}
