package dev.sameriver.bench;

import dev.sameriver.archive.ArchiveVerifier;
import dev.sameriver.archive.LogArchive;
import dev.sameriver.archive.Manifest;
import dev.sameriver.archive.Segment;
import dev.sameriver.archive.ValueFormat;
import dev.sameriver.archive.VerifyDepth;
import dev.sameriver.archive.VerifyReport;
import dev.sameriver.archiver.KafkaLog;
import dev.sameriver.archiver.Rolling;
import dev.sameriver.connect.Progress;
import dev.sameriver.connect.Settings;
import dev.sameriver.ingest.ArrivalRange;
import dev.sameriver.ingest.FileProducer;
import dev.sameriver.ingest.ImportOptions;
import dev.sameriver.ingest.Importer;
import dev.sameriver.kafka.LogTopic;
import dev.sameriver.run.ArchiveRun;
import dev.sameriver.run.FlinkTarget;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * Takes the same events into archives on local files, once from a CSV file and once out of Kafka,
 * and reads both back: by the ways that {@code import}, {@code produce}, {@code archive --once} and
 * {@code verify} go, and plainly.
 *
 * <p>All of it happens in this process, so nothing but the broker's work is missing in the
 * processor time.
 */
public final class IngestBench {

    private static final String IMPORTED = "imported";
    private static final String ARCHIVED = "archived";
    private static final int PARTITIONS = 4;

    private final Path archive;
    private final Path csv;
    private final long events;
    private final int parallelism;
    private final Settings settings;
    private final PrintStream progress;
    private final List<IngestFigure> figures = new ArrayList<>();

    private interface Work {
        long run() throws Exception;
    }

    /**
     * @param directory where the CSV file is kept
     * @param archive a folder that is not there yet
     * @param events 1 or more
     * @param parallelism of the archiver, 1 or more
     * @param kafka where the broker is
     * @param progress where each figure is told of
     */
    public IngestBench(
            Path directory,
            Path archive,
            long events,
            int parallelism,
            Settings kafka,
            PrintStream progress)
            throws IOException {
        this.csv = CsvReadings.make(directory, events);
        this.archive = archive;
        this.events = events;
        this.parallelism = parallelism;
        this.settings = kafka.overriddenBy(Map.of(Settings.ARCHIVE, archive.toUri().toString()));
        this.progress = progress;
    }

    /** Measures all; gives the figures in order. */
    public List<IngestFigure> run() throws Exception {
        measure("import", events, this::importFile);
        defineTopic();
        measure("produce", events, this::produce);
        measure("archive", events, this::archiveTopic);
        measure("verify", 2 * events, () -> verify(VerifyDepth.FILES));
        measure("verify --rows", 2 * events, () -> verify(VerifyDepth.ROWS));
        measure("plain read", 2 * events, () -> PlainRead.read(archive));
        measure("plain read + SHA-256", 2 * events, () -> PlainRead.hash(archive));
        return List.copyOf(figures);
    }

    private void measure(String what, long count, Work work) throws Exception {
        long cpuBefore = CpuTime.millis();
        long start = System.nanoTime();
        long bytes = work.run();
        long millis = (System.nanoTime() - start) / 1_000_000;
        long cpuMillis = CpuTime.millis() - cpuBefore;
        progress.println(what + ": " + millis + " ms");
        figures.add(new IngestFigure(what, count, bytes, millis, cpuMillis));
    }

    private long importFile() throws IOException {
        Importer importer = new Importer(settings.require(Settings.ARCHIVE), settings.hadoop());
        ImportOptions options =
                ImportOptions.of(IMPORTED, PARTITIONS, CsvReadings.TIME, CsvReadings.KEY);
        importer.run(importer.plan(options, List.of(csv.toString())), Progress.NONE);
        requireAll(IMPORTED);
        return Files.size(csv);
    }

    private void defineTopic() throws IOException {
        Schema schema = open(IMPORTED).schema();
        LogTopic.create(settings.kafkaProperties(), ARCHIVED, PARTITIONS);
        new KafkaLog(
                        ARCHIVED,
                        schema,
                        CsvReadings.TIME,
                        CsvReadings.KEY,
                        null,
                        ValueFormat.AVRO,
                        null)
                .create(settings);
    }

    private long produce() throws IOException {
        new FileProducer(settings)
                .run(
                        ARCHIVED,
                        null,
                        ArrivalRange.ALL,
                        Double.POSITIVE_INFINITY,
                        List.of(csv.toString()),
                        Progress.NONE);
        return Files.size(csv);
    }

    private long archiveTopic() throws Exception {
        new ArchiveRun(settings, ARCHIVED, Rolling.DEFAULT, true, false, parallelism)
                .run(new FlinkTarget(settings, List.of()), progress, progress);
        return requireAll(ARCHIVED);
    }

    private long verify(VerifyDepth depth) throws IOException {
        VerifyReport report =
                ArchiveVerifier.verify(
                        settings.require(Settings.ARCHIVE),
                        settings.hadoop(),
                        null,
                        depth,
                        Progress.NONE);
        if (!report.isSound()) {
            throw new IOException("What was just written must be sound: " + report.findings());
        }
        return report.bytes();
    }

    /** No time counts for a log that lacks events; gives the bytes of its segments. */
    private long requireAll(String log) throws IOException {
        Manifest manifest = open(log).manifest();
        long found = manifest.segments().stream().mapToLong(Segment::events).sum();
        if (found != events) {
            throw new IOException(
                    "Log %s must hold all %d events, but holds %d.".formatted(log, events, found));
        }
        return manifest.segments().stream().mapToLong(Segment::bytes).sum();
    }

    private LogArchive open(String log) throws IOException {
        return LogArchive.open(settings.require(Settings.ARCHIVE), settings.hadoop(), log);
    }
}
