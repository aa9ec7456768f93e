package dev.sameriver.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sameriver.archive.LogArchive;
import dev.sameriver.archive.LogRow;
import dev.sameriver.archive.Manifest;
import dev.sameriver.archive.RecordKind;
import dev.sameriver.archive.Segment;
import dev.sameriver.archive.SegmentReader;
import dev.sameriver.archive.ValueFormat;
import dev.sameriver.connect.Progress;
import dev.sameriver.kafka.LogPartitioner;
import dev.sameriver.log.Clock;
import dev.sameriver.view.UserError;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.avro.AvroParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImporterTest {

    private static final Configuration CONFIGURATION = new Configuration();
    private static final ImportOptions FLIGHTS = ImportOptions.of("flights", 4, "at", "origin");
    private static final long JANUARY = 978_307_200_000L;

    @TempDir Path folder;
    private String root;
    private Importer importer;

    @BeforeEach
    void create() {
        root = folder.resolve("archive").toUri().toString();
        importer = new Importer(root, CONFIGURATION);
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }

    private ImportResult run(ImportOptions options, String... files) throws IOException {
        return importer.run(importer.plan(options, List.of(files)), Progress.NONE);
    }

    private LogArchive log() throws IOException {
        return LogArchive.open(root, CONFIGURATION, "flights");
    }

    private List<LogRow> rows(int partition) throws IOException {
        LogArchive archive = log();
        List<LogRow> rows = new ArrayList<>();
        for (Segment segment : archive.manifest().segments(partition)) {
            try (SegmentReader reader = archive.open(segment, null, 0)) {
                for (LogRow row = reader.next(); row != null; row = reader.next()) {
                    rows.add(row);
                }
            }
        }
        return rows;
    }

    private static List<String> column(List<LogRow> rows, String column) {
        return rows.stream()
                .filter(row -> row.kind() == RecordKind.EVENT)
                .map(row -> String.valueOf(Objects.requireNonNull(row.event()).get(column)))
                .toList();
    }

    @Test
    void rowsGoToTheirKeysPartitionsInFileOrderAndAHeartbeatClosesEach() throws IOException {
        String first =
                file("a.csv", "at,origin,n\n2001-01-01T00:01Z,JFK,1\n2001-01-01T00:00Z,JFK,2\n");
        String second =
                file(
                        "b.csv",
                        "n,at,origin\n3,2001-01-01T00:00:30.5Z,JFK\n4,2000-01-01T00:00Z,LAX\n");

        ImportResult result = run(FLIGHTS, first, second);

        assertThat(result.events()).isEqualTo(4);
        assertThat(result.heartbeats()).isEqualTo(4);
        assertThat(result.greatestTime()).isEqualTo(JANUARY + 60_000);
        int jfk = LogPartitioner.partition("JFK", 4);
        List<LogRow> rows = rows(jfk);
        assertThat(column(rows, "n")).startsWith("1", "2", "3");
        assertThat(rows.get(2).time()).isEqualTo(JANUARY + 30_500);
        for (int partition = 0; partition < 4; partition++) {
            List<LogRow> all = rows(partition);
            LogRow last = all.get(all.size() - 1);
            assertThat(last.kind()).isEqualTo(RecordKind.HEARTBEAT);
            assertThat(last.time()).isEqualTo(JANUARY + 60_000);
            assertThat(last.offset()).isEqualTo(all.size() - 1);
        }
    }

    @Test
    void orderColumnGivesTheOrderOfArrivalAndTiesKeepFileOrder() throws IOException {
        StringBuilder csv = new StringBuilder("at,origin,n,seen\n");
        for (int i = 0; i < 5000; i++) {
            csv.append("2001-01-01T00:00Z,JFK,%d,%d%n".formatted(i, (i * 7919) % 10 - 5));
        }
        List<Integer> expected = new ArrayList<>();
        for (int seen = -5; seen < 5; seen++) {
            for (int i = 0; i < 5000; i++) {
                if ((i * 7919) % 10 - 5 == seen) {
                    expected.add(i);
                }
            }
        }

        run(
                FLIGHTS.orderedBy("seen").withSizes(700, 1 << 20, 1 << 20),
                file("a.csv", csv.toString()));

        int jfk = LogPartitioner.partition("JFK", 4);
        assertThat(column(rows(jfk), "n"))
                .isEqualTo(expected.stream().map(String::valueOf).toList());
        assertThat(log().manifest().segments(jfk)).hasSize(8);
    }

    @Test
    void deadRowsKeepTheirPlaceWithBytesAndReason() throws IOException {
        String garbage = "\u0000\u0001".repeat(1 << 19);
        String csv =
                "at,origin,n,seen\n"
                        + "2001-01-01T00:00Z,,1,5\n"
                        + "not a time,,2,3\n"
                        + ",,3,2\n"
                        + "2001-01-01T00:00Z,,4\n"
                        + garbage
                        + "\n"
                        + "2001-01-01T00:00Z,\"open,5,1\n"
                        + "9999-12-31T23:59:59.999Z,,6,4\n"
                        + "0001-01-01T00:00Z,,7,9\n";
        Schema schema =
                new Schema.Parser()
                        .parse(
                                """
                                {"type":"record","name":"F","fields":[
                                 {"name":"at","type":["null",{"type":"long","logicalType":"timestamp-millis"}]},
                                 {"name":"origin","type":["null","string"]},
                                 {"name":"n","type":"long"},
                                 {"name":"seen","type":["null","long"]}]}
                                """);
        String file = file("a.csv", csv);

        ImportResult result = run(FLIGHTS.withSchema(schema), file);

        assertThat(result.events()).isEqualTo(3);
        assertThat(result.dead()).isEqualTo(5);
        List<LogRow> rows = rows(0);
        assertThat(rows.stream().map(LogRow::kind))
                .containsExactly(
                        RecordKind.EVENT,
                        RecordKind.DEAD,
                        RecordKind.DEAD,
                        RecordKind.DEAD,
                        RecordKind.DEAD,
                        RecordKind.DEAD,
                        RecordKind.EVENT,
                        RecordKind.EVENT,
                        RecordKind.HEARTBEAT);
        assertThat(rows.get(1).reason()).contains("a.csv line 3").contains("'not a time'");
        assertThat(rows.get(1).raw()).asString(StandardCharsets.UTF_8).isEqualTo("not a time,,2,3");
        assertThat(rows.get(2).reason()).contains("line 4").contains("no event time");
        assertThat(rows.get(3).reason()).contains("3 cells, not 4");
        assertThat(rows.get(4).raw()).hasSize(1 << 20);
        assertThat(rows.get(5).reason()).contains("line 7").contains("quotes");
        assertThat(rows.get(6).time()).isEqualTo(Clock.MAX_TIME);
        assertThat(rows.get(7).time()).isEqualTo(Clock.MIN_TIME);
        assertThat(log().manifest().greatest(0)).isEqualTo(Clock.MAX_TIME);
    }

    @Test
    void quotedCellsMaySpanLines() throws IOException {
        String file = file("a.csv", "at,origin,n\r\n2001-01-01T00:00Z,\"J,F\nK \"\"x\"\"\",1\r\n");

        run(FLIGHTS, file);

        int partition = LogPartitioner.partition("J,F\nK \"x\"", 4);
        assertThat(column(rows(partition), "origin")).containsExactly("J,F\nK \"x\"");
    }

    @Test
    void schemaIsInferred() throws IOException {
        String csv =
                "at,origin,l,d,b,t,zip,e\n"
                        + "1,JFK,-5,1,true,1969-12-31T23:59:59.999Z,00501,\n"
                        + "2,LAX,7,2.5e3,FALSE,2001-01-01T01:00+01:00,10001,x\n";

        ImportPlan plan = importer.plan(FLIGHTS, List.of(file("a.csv", csv)));

        assertThat(plan.inferred()).isTrue();
        assertThat(plan.newLog()).isTrue();
        assertThat(plan.schema().getFields().stream().map(f -> f.name() + " " + f.schema()))
                .containsExactly(
                        "at \"long\"",
                        "origin \"string\"",
                        "l \"long\"",
                        "d \"double\"",
                        "b \"boolean\"",
                        "t {\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}",
                        "zip \"string\"",
                        "e [\"null\",\"string\"]");
        assertThat(LogArchive.exists(root, CONFIGURATION, "flights")).isFalse();
    }

    @Test
    void everyFormatGivesTheSameEvents() throws IOException {
        Schema schema =
                new Schema.Parser()
                        .parse(
                                """
                                {"type":"record","name":"flights","fields":[
                                 {"name":"at","type":{"type":"long","logicalType":"timestamp-millis"}},
                                 {"name":"origin","type":"string"},{"name":"n","type":"long"}]}
                                """);
        GenericRecord record = new GenericData.Record(schema);
        record.put("at", JANUARY);
        record.put("origin", "JFK");
        record.put("n", 9L);
        Path avro = folder.resolve("a.avro");
        try (DataFileWriter<GenericRecord> out =
                new DataFileWriter<>(new GenericDatumWriter<GenericRecord>(schema))) {
            out.create(schema, avro.toFile()).append(record);
        }
        Path parquet = folder.resolve("a.parquet");
        try (var out =
                AvroParquetWriter.<GenericRecord>builder(new LocalOutputFile(parquet))
                        .withSchema(schema)
                        .build()) {
            out.write(record);
        }
        Path gz = folder.resolve("a.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(gz))) {
            out.write("at,origin,n\n2001-01-01T00:00:00Z,JFK,9\n".getBytes(StandardCharsets.UTF_8));
        }
        Path zst = folder.resolve("a.jsonl.zst");
        try (OutputStream out =
                new com.github.luben.zstd.ZstdOutputStream(Files.newOutputStream(zst))) {
            out.write(
                    "{\"at\":\"2001-01-01T00:00Z\",\"origin\":\"JFK\",\"n\":9}\n\n"
                            .getBytes(StandardCharsets.UTF_8));
        }

        for (Path file : List.of(avro, parquet, gz, zst)) {
            ImportPlan plan = importer.plan(FLIGHTS, List.of(file.toString()));
            assertThat(plan.schema()).as(file.toString()).isEqualTo(schema);
            importer.run(plan, Progress.NONE);
        }

        List<LogRow> rows = rows(LogPartitioner.partition("JFK", 4));
        assertThat(rows).hasSize(8);
        for (int i = 0; i < 8; i += 2) {
            assertThat(rows.get(i).event()).hasToString(record.toString());
            assertThat(rows.get(i).offset()).isEqualTo(i);
        }
    }

    @Test
    void jsonLineWithoutARequiredFieldIsDead() throws IOException {
        String file =
                file("a.jsonl", "{\"at\":1,\"origin\":\"A\",\"n\":1}\nnot json\n{\"at\":2}\n");
        Schema schema =
                new Schema.Parser()
                        .parse(
                                """
                                {"type":"record","name":"F","fields":[{"name":"at","type":"long"},
                                 {"name":"origin","type":"string"}]}
                                """);

        ImportResult result = run(FLIGHTS.withSchema(schema), file);

        assertThat(result.events()).isEqualTo(1);
        assertThat(result.deadSamples().get(0)).contains("line 2").contains("not JSON");
        assertThat(result.deadSamples().get(1)).contains("line 3").contains("origin is missing");
    }

    @Test
    void emptyFilesLeaveNothingBehind() throws IOException {
        assertThat(run(FLIGHTS, file("a.csv", "at,origin,n\n")).commit()).isEqualTo(-1);
        assertThat(run(ImportOptions.of("flights", 4, "at", null), file("b.csv", "")).events())
                .isZero();
        assertThat(LogArchive.exists(root, CONFIGURATION, "flights")).isFalse();
    }

    @Test
    void deadRowsAloneAreKeptWithoutHeartbeats() throws IOException {
        ImportResult result = run(FLIGHTS, file("a.csv", "at,origin,n\n,JFK,1\n"));

        assertThat(result.dead()).isEqualTo(1);
        assertThat(result.heartbeats()).isZero();
        assertThat(log().manifest().rows()).isEqualTo(1);
        assertThat(log().manifest().greatest(0)).isEqualTo(Clock.NONE);
    }

    @Test
    void secondImportAppendsAndMustKeepWhatTheLogIs() throws IOException {
        String file = file("a.csv", "at,origin,n\n2001-01-01T00:00Z,JFK,1\n");
        run(FLIGHTS, file);
        run(FLIGHTS, file);

        Manifest manifest = log().manifest();
        assertThat(manifest.next(LogPartitioner.partition("JFK", 4)).offset()).isEqualTo(4);
        assertThat(manifest.number()).isEqualTo(1);
        for (ImportOptions other :
                List.of(
                        ImportOptions.of("flights", 3, "at", "origin"),
                        ImportOptions.of("flights", 4, "n", "origin"),
                        ImportOptions.of("flights", 4, "at", "n"),
                        FLIGHTS.identifiedBy("n"),
                        FLIGHTS.withSchema(
                                new Schema.Parser()
                                        .parse(
                                                """
                                                {"type":"record","name":"flights","fields":[
                                                 {"name":"at","type":"long"},{"name":"origin","type":"string"},
                                                 {"name":"more","type":"string"}]}
                                                """)))) {
            assertThatThrownBy(() -> run(other, file)).isInstanceOf(UserError.class);
        }
        assertThat(log().manifest().number()).isEqualTo(1);
    }

    @Test
    void importBehindALaterGenerationIsRefused() throws IOException {
        String file = file("a.csv", "at,origin,n\n2001-01-01T00:00Z,JFK,1\n");
        run(FLIGHTS, file);
        LogArchive archive = log();
        try (var writer =
                archive.writer(1, 2, 0, archive.manifest().greatest(2), archive.schema())) {
            writer.write(LogRow.heartbeat(0, JANUARY));
            archive.commit(List.of(writer.finish(1)));
        }

        assertThatThrownBy(() -> run(FLIGHTS, file))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("already followed live");
    }

    @Test
    void importBehindALiveRunIsRefused() throws IOException {
        String file = file("a.csv", "at,origin,n\n2001-01-01T00:00Z,JFK,1\n");
        run(FLIGHTS, file);
        log().markLive();

        assertThatThrownBy(() -> run(FLIGHTS, file))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("already followed live");
    }

    @Test
    void mistakesAreRefusedBeforeAnythingStarts() throws IOException {
        String file = file("a.csv", "at,origin,n\n2001-01-01T00:00Z,JFK,1\n");

        assertThatThrownBy(() -> run(ImportOptions.of("flights", 4, "when", "origin"), file))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("'when'");
        assertThatThrownBy(() -> run(ImportOptions.of("flights", 4, "origin", null), file))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("timestamp");
        assertThatThrownBy(() -> run(FLIGHTS.orderedBy("seen"), file))
                .isInstanceOf(UserError.class);
        assertThatThrownBy(() -> run(FLIGHTS, file + ".csv"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("does not");
        assertThatThrownBy(() -> run(FLIGHTS, file("a.txt", "")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(".csv");
        assertThatThrownBy(() -> run(ImportOptions.of("a/b", 4, "at", null), file))
                .isInstanceOf(UserError.class);
        assertThatThrownBy(() -> run(ImportOptions.of("flights", 0, "at", null), file))
                .isInstanceOf(UserError.class);
    }

    @Test
    void idAndFormatAreKept() throws IOException {
        String file = file("a.csv", "at,origin,n\n2001-01-01T00:00Z,JFK,77\n");

        run(FLIGHTS.identifiedBy("n").withFormat(ValueFormat.JSON), file);

        assertThat(rows(LogPartitioner.partition("JFK", 4)).get(0).id()).isEqualTo("77");
        assertThat(log().definition().format()).isEqualTo(ValueFormat.JSON);
    }

    @Test
    void sameFilesAreNotImportedTwiceUnlessThatIsSaid() throws IOException {
        String january = file("january.csv", "origin,at\nSFO,2001-01-01T00:00:00Z\n");
        String february = file("february.csv", "origin,at\nSFO,2001-02-01T00:00:00Z\n");
        importer.runOnce(importer.plan(FLIGHTS, List.of(january)), Progress.NONE);
        importer.runOnce(importer.plan(FLIGHTS, List.of(february)), Progress.NONE);
        long held = log().manifest().rows();

        ImportPlan again = importer.plan(FLIGHTS, List.of(january));
        assertThatThrownBy(() -> importer.runOnce(again, Progress.NONE))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("these rows already (events=1, of 2001-01-01T00:00:00Z")
                .hasMessageContaining("--again");
        assertThat(log().manifest().rows()).isEqualTo(held);

        importer.run(again, Progress.NONE);
        assertThat(log().manifest().rows()).isEqualTo(held + 5);
    }
}
