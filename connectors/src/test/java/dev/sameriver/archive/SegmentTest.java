package dev.sameriver.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sameriver.log.Clock;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.hadoop.util.ReflectionUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentTest {

    @TempDir Path folder;
    private LogArchive archive;

    @BeforeEach
    void create() throws IOException {
        archive = TestLog.create(folder);
    }

    @Test
    void rowsOfEveryKindComeBackAsTheyWere() throws IOException {
        byte[] megabyte = new byte[1 << 20];
        megabyte[77] = -1;
        List<LogRow> rows =
                List.of(
                        TestLog.event(3, Clock.MIN_TIME),
                        LogRow.heartbeat(4, -1),
                        LogRow.dead(7, megabyte, "not a flight"),
                        LogRow.dead(8, null, "no value"),
                        LogRow.event(9, Clock.MAX_TIME, null, TestLog.flight(1, 2, null)));
        Segment segment = TestLog.segment(archive, 1, 3, Clock.NONE, rows);

        List<LogRow> read = TestLog.read(archive.open(segment, null, 0));

        assertThat(read).hasToString(rows.toString());
        assertThat(read).extracting(LogRow::id).containsExactly("id-3", null, null, null, null);
        assertThat(read.get(2).raw()).isEqualTo(megabyte);
        assertThat(read.get(3).raw()).isNull();
        assertThat(segment.rows()).isEqualTo(5);
        assertThat(segment.events()).isEqualTo(2);
        assertThat(segment.dead()).isEqualTo(2);
        assertThat(segment.minTime()).isEqualTo(Clock.MIN_TIME);
        assertThat(segment.maxTime()).isEqualTo(Clock.MAX_TIME);
        assertThat(segment.nextOffset()).isEqualTo(10);
        assertThat(Files.size(folder.resolve("flights/" + segment.path())))
                .isEqualTo(segment.bytes());
    }

    /**
     * Hadoop's classes are a cluster's, Parquet's a job's: what is kept there is never unloaded.
     */
    @Test
    void hadoopKeepsNoClassOfParquet() throws Exception {
        Field kept = ReflectionUtils.class.getDeclaredField("CONSTRUCTOR_CACHE");
        kept.setAccessible(true);
        Map<?, ?> constructors = (Map<?, ?>) kept.get(null);
        constructors.clear();
        Segment segment = TestLog.first(archive, 0, 10);
        TestLog.read(archive.open(segment, null, 0));
        TestLog.read(archive.open(segment, List.of("origin"), 0));

        assertThat(constructors.keySet())
                .extracting(Object::toString)
                .noneMatch(name -> name.contains("parquet"));
    }

    @Test
    void sameRowsMakeSameBytes() throws IOException {
        Segment once = TestLog.first(archive, 0, 1000);
        Segment again = TestLog.first(archive, 0, 1000);

        assertThat(again).isEqualTo(once);
    }

    @Test
    void fileThatLacksAColumnIsClosedAgain() throws IOException {
        Segment segment = TestLog.first(archive, 0, 10);
        SegmentFile.In file = new SegmentFile.In(archive.files(), segment.path(), segment.bytes());
        Schema other = SchemaBuilder.record("Flight").fields().requiredInt("gate").endRecord();
        EventColumns columns = EventColumns.of(other, other, null);

        assertThatThrownBy(
                        () ->
                                SegmentColumns.open(
                                        file,
                                        segment,
                                        columns,
                                        0,
                                        new ArrayPool(1),
                                        null,
                                        TestLog.CONFIGURATION))
                .isInstanceOf(CorruptSegmentException.class);
        assertThatThrownBy(() -> TallyColumns.open(file, segment, columns, TestLog.CONFIGURATION))
                .isInstanceOf(CorruptSegmentException.class);
        assertThat(openFiles()).noneMatch(open -> open.endsWith(segment.path()));
    }

    /** What this process has open, as Linux tells it. */
    private static List<String> openFiles() throws IOException {
        List<String> open = new ArrayList<>();
        try (DirectoryStream<Path> links = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path link : links) {
                open.add(new File(link.toString()).getCanonicalPath());
            }
        }
        return open;
    }

    @Test
    void segmentOfDeadRowsAloneHasNoTimes() throws IOException {
        Segment segment =
                TestLog.segment(archive, 0, 0, 500, List.of(LogRow.dead(0, new byte[1], "no")));

        assertThat(segment.minTime()).isNull();
        assertThat(segment.maxTime()).isNull();
        assertThat(segment.greatestAfter()).isEqualTo(500);
    }

    @Test
    void rowsBelowTheOffsetAskedForArePassedOver() throws IOException {
        Segment segment;
        try (SegmentWriter writer = archive.writer(0, 0, 0, Clock.NONE, TestLog.FLIGHT, 64 << 10)) {
            for (LogRow row : TestLog.events(0, 50_000)) {
                writer.write(row);
            }
            segment = writer.finish(60_000);
        }

        for (long from : new long[] {0, 1, 17, 20_000, 49_999}) {
            List<LogRow> read = TestLog.read(archive.open(segment, List.of("delay"), from));
            assertThat(read).hasSize((int) (50_000 - from));
            assertThat(read.get(0).offset()).isEqualTo(from);
            assertThat(Objects.requireNonNull(read.get(0).event()).get(0)).isEqualTo((int) from);
        }
        assertThat(TestLog.read(archive.open(segment, null, 50_000))).isEmpty();
    }

    @Test
    void projectionHandsOutTheColumnsAskedForAndNoOthers() throws IOException {
        Segment segment = TestLog.first(archive, 0, 10);

        SegmentReader reader = archive.open(segment, List.of("origin", "scheduled"), 0);
        assertThat(reader.schema().getFields())
                .extracting(Schema.Field::name)
                .containsExactly("scheduled", "origin");
        GenericRecord event = Objects.requireNonNull(TestLog.read(reader).get(3).event());
        assertThat(event.get("scheduled")).isEqualTo(180_000L);
        assertThat(event.get("origin")).isEqualTo("JFK");

        LogRow bare = TestLog.read(archive.open(segment, List.of(), 0)).get(3);
        assertThat(Objects.requireNonNull(bare.event()).getSchema().getFields()).isEmpty();
        assertThat(bare.time()).isEqualTo(180_000);
    }

    @Test
    void eventsOfAnOlderSchemaAreResolvedByAvrosRules() throws IOException {
        Segment segment = TestLog.first(archive, 0, 10);
        Schema wider =
                SchemaBuilder.record("Flight")
                        .fields()
                        .name("carrier")
                        .type()
                        .stringType()
                        .stringDefault("AA")
                        .requiredLong("delay")
                        .name("departure")
                        .aliases("scheduled")
                        .type()
                        .longType()
                        .noDefault()
                        .endRecord();
        archive.evolve(wider);

        GenericRecord event =
                Objects.requireNonNull(TestLog.read(archive.open(segment, null, 0)).get(4).event());
        assertThat(event.get("carrier")).isEqualTo("AA");
        assertThat(event.get("delay")).isEqualTo(4L);
        assertThat(event.get("departure")).isEqualTo(240_000L);

        GenericRecord added =
                Objects.requireNonNull(
                        TestLog.read(archive.open(segment, List.of("carrier"), 0)).get(4).event());
        assertThat(added.get("carrier")).isEqualTo("AA");
        assertThat(added.getSchema().getFields()).hasSize(1);
        assertThat(TestLog.open(folder).schema()).isEqualTo(wider);
    }

    @Test
    void schemaThatCannotReadWhatIsThereIsRefused() {
        Schema other = SchemaBuilder.record("Flight").fields().requiredLong("arrival").endRecord();

        assertThatThrownBy(() -> archive.evolve(other)).hasMessageContaining("arrival");
    }

    @Test
    void nestedColumnsComeBack() throws IOException {
        Schema nested =
                new Schema.Parser()
                        .parse(
                                """
                                {"type":"record","name":"Trip","namespace":"a.b","fields":[
                                 {"name":"legs","type":{"type":"array","items":["null","string"]}},
                                 {"name":"tags","type":{"type":"map","values":"double"}},
                                 {"name":"class","type":{"type":"enum","name":"C","symbols":["F","Y"]}},
                                 {"name":"seat","type":["null",{"type":"record","name":"Seat",
                                   "fields":[{"name":"row","type":"int"}]}]}]}
                                """);
        GenericData.Record seat =
                new GenericData.Record(nested.getField("seat").schema().getTypes().get(1));
        seat.put("row", 12);
        GenericData.Record trip = new GenericData.Record(nested);
        trip.put("legs", java.util.Arrays.asList("JFK", null, "SFO"));
        trip.put("tags", java.util.Map.of("price", 99.5));
        trip.put("class", new GenericData.EnumSymbol(nested.getField("class").schema(), "Y"));
        trip.put("seat", seat);
        Segment segment;
        try (SegmentWriter writer = archive.writer(0, 0, 0, Clock.NONE, nested)) {
            writer.write(LogRow.event(0, 0, null, trip));
            segment = writer.finish(1);
        }

        GenericRecord read =
                Objects.requireNonNull(
                        TestLog.read(archive.open(segment, nested, null, 0)).get(0).event());

        assertThat(read.toString()).isEqualTo(trip.toString());
    }

    @Test
    void closingAnUnfinishedWriterLeavesNothing() throws IOException {
        try (SegmentWriter writer = archive.writer(0, 0, 0, Clock.NONE, TestLog.FLIGHT)) {
            writer.write(TestLog.event(0, 0));
        }

        assertThat(folder.resolve("flights/tmp")).isEmptyDirectory();
        assertThat(folder.resolve("flights/segments")).doesNotExist();
    }

    @Test
    void offsetsThatDoNotAscendAreRefused() throws IOException {
        try (SegmentWriter writer = archive.writer(0, 0, 5, Clock.NONE, TestLog.FLIGHT)) {
            assertThatThrownBy(() -> writer.write(TestLog.event(4, 0)))
                    .isInstanceOf(IllegalArgumentException.class);
            writer.write(TestLog.event(5, 0));
            assertThatThrownBy(() -> writer.write(TestLog.event(5, 0)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
