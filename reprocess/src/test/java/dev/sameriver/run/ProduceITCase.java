package dev.sameriver.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sameriver.archive.LogArchive;
import dev.sameriver.archive.LogRow;
import dev.sameriver.archive.RecordKind;
import dev.sameriver.archive.SegmentReader;
import dev.sameriver.connect.Progress;
import dev.sameriver.connect.Settings;
import dev.sameriver.ingest.ArrivalRange;
import dev.sameriver.ingest.FileProducer;
import dev.sameriver.ingest.ImportOptions;
import dev.sameriver.ingest.Importer;
import dev.sameriver.ingest.ProduceResult;
import dev.sameriver.sandbox.Part;
import dev.sameriver.sandbox.SharedSandbox;
import dev.sameriver.view.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProduceITCase {

    private static final Instant MARCH = Instant.parse("2001-03-01T00:00:00Z");

    private static final String CSV =
            """
            at,origin,reported,n
            2001-03-02T00:00Z,JFK,2001-03-03T00:00:00Z,5
            2001-01-31T23:00Z,JFK,2001-02-28T23:59:00Z,2
            2001-02-28T23:00Z,BOS,2001-03-01T00:00:00Z,3
            ,BOS,2001-03-02T00:00:00Z,4
            2001-01-01T00:00Z,JFK,2001-02-01T00:00:00Z,1
            """;

    private static Settings settings = Settings.of(Map.of());

    @TempDir private Path folder;

    @BeforeAll
    static void up() {
        settings = SharedSandbox.with(Part.HDFS, Part.KAFKA).settings();
    }

    @Test
    void importThenProduceThenArchiveAreTheRowsOfOneFileInTheirOrderOfArrival() throws Exception {
        String file = Files.writeString(folder.resolve("flights.csv"), CSV).toString();
        Importer importer = new Importer(settings.require(Settings.ARCHIVE), settings.hadoop());
        ImportOptions options =
                ImportOptions.of("produced", 1, "at", "origin")
                        .orderedBy("reported")
                        .arrivedIn(new ArrivalRange(null, MARCH));
        importer.run(importer.plan(options, List.of(file)), Progress.NONE);
        long start = System.nanoTime();
        ProduceResult produced =
                new FileProducer(settings)
                        .run(
                                "produced",
                                "reported",
                                new ArrivalRange(MARCH, null),
                                10,
                                List.of(file),
                                Progress.NONE);
        assertThat(produced).isEqualTo(new ProduceResult(2, 1));
        assertThat(System.nanoTime() - start).as("3 at 10 a second").isGreaterThan(200_000_000L);
        TestLog log = new TestLog(settings, "produced", 1);
        log.archiveOnce(TestLog.LARGE, 1);
        assertThat(numbers(log.archive()))
                .isEqualTo(List.of("1", "2", "HEARTBEAT", "3", "DEAD", "5"));
        assertThat(log.manifest().generation()).isEqualTo(1);
    }

    @Test
    void logMustExistAndTheRateBePositive() {
        FileProducer producer = new FileProducer(settings);
        List<String> files = List.of("flights.csv");
        assertThatThrownBy(
                        () ->
                                producer.run(
                                        "nowhere", null, ArrivalRange.ALL, 1, files, Progress.NONE))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("no log 'nowhere'");
        assertThatThrownBy(
                        () ->
                                producer.run(
                                        "nowhere", null, ArrivalRange.ALL, 0, files, Progress.NONE))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("--rate");
    }

    private static List<String> numbers(LogArchive archive) throws IOException {
        List<String> numbers = new ArrayList<>();
        for (var segment : archive.manifest().segments(0)) {
            try (SegmentReader reader = archive.open(segment, null, 0)) {
                for (LogRow row = reader.next(); row != null; row = reader.next()) {
                    numbers.add(
                            row.kind() == RecordKind.EVENT
                                    ? Objects.requireNonNull(row.event()).get("n").toString()
                                    : row.kind().toString());
                }
            }
        }
        return numbers;
    }
}
