package dev.sameriver.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sameriver.connect.Progress;
import dev.sameriver.log.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ArchiveVerifierTest {

    @TempDir Path folder;
    private LogArchive archive;

    @BeforeEach
    void create() throws IOException {
        archive = TestLog.create(folder);
    }

    private VerifyReport verify() throws IOException {
        return verify(VerifyDepth.ROWS);
    }

    private VerifyReport verify(VerifyDepth depth) throws IOException {
        return ArchiveVerifier.verify(
                folder.toUri().toString(), TestLog.CONFIGURATION, null, depth, Progress.NONE);
    }

    @ParameterizedTest
    @EnumSource
    void soundArchiveHasNoFindings(VerifyDepth depth) throws IOException {
        for (int commit = 0; commit < 60; commit++) {
            archive.commit(
                    List.of(
                            TestLog.segment(
                                    archive, 0, TestLog.events(commit * 2L, commit * 2L + 2))));
        }

        VerifyReport report = verify(depth);

        assertThat(report.findings()).isEmpty();
        assertThat(report.logs()).isEqualTo(1);
        assertThat(report.manifests()).isEqualTo(60);
        assertThat(report.segments()).isEqualTo(60);
        assertThat(report.rows()).isEqualTo(120);
    }

    @Test
    void flippedByteAnywhereInASegmentIsFoundAndReadersRefuseTheFile() throws IOException {
        Segment segment = TestLog.first(archive, 0, 3);
        archive.commit(List.of(segment));
        Path file = folder.resolve("flights/" + segment.path());
        byte[] sound = Files.readAllBytes(file);
        for (int at = 0; at < sound.length; at += at % 8 == 0 ? 1 : 7) {
            byte[] flipped = sound.clone();
            flipped[at] ^= 0x10;
            Files.write(file, flipped);

            assertThatThrownBy(() -> archive.open(segment, null, 0))
                    .as("byte %d", at)
                    .isInstanceOf(CorruptSegmentException.class)
                    .hasMessageContaining(segment.path());
            Finding finding = CorruptionFinder.find(archive, segment, "its hash differs.");
            assertThat(finding.file()).as("byte %d", at).endsWith(segment.path());
            assertThat(finding.row()).as("byte %d", at).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void damagedPageIsNamedByItsFirstRow(VerifyDepth depth) throws IOException {
        List<LogRow> rows = TestLog.events(0, 60_000);
        Segment segment;
        try (SegmentWriter writer = archive.writer(0, 0, 0, Clock.NONE, TestLog.FLIGHT)) {
            for (LogRow row : rows) {
                writer.write(row.at(row.offset() * 2));
            }
            segment = writer.finish(120_000);
        }
        archive.commit(List.of(segment));
        Path file = folder.resolve("flights/" + segment.path());
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);

        VerifyReport report = verify(depth);

        assertThat(report.findings()).hasSize(1);
        Finding finding = report.findings().get(0);
        assertThat(finding.file()).endsWith(segment.path());
        assertThat(finding.row()).isPositive();
        assertThat(finding.offset()).isEqualTo(finding.row() * 2);
        assertThat(finding.what()).contains("page that fails its checksum");
    }

    @ParameterizedTest
    @EnumSource
    void damagedFooterIsNamed(VerifyDepth depth) throws IOException {
        Segment segment = TestLog.first(archive, 0, 100);
        archive.commit(List.of(segment));
        Path file = folder.resolve("flights/" + segment.path());
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);

        assertThat(verify(depth).findings()).singleElement().asString().contains("footer");
    }

    @ParameterizedTest
    @EnumSource
    void damagedSchemaHidesNoDamagedSegment(VerifyDepth depth) throws IOException {
        Segment segment = TestLog.first(archive, 0, 100);
        archive.commit(List.of(segment));
        Files.writeString(folder.resolve("flights/schemas/" + segment.schema() + ".avsc"), "{");
        Files.writeString(folder.resolve("flights/" + segment.path()), "PAR1");

        assertThat(verify(depth).findings())
                .extracting(Finding::file)
                .satisfiesExactly(
                        schema -> assertThat(schema).endsWith(".avsc"),
                        file -> assertThat(file).endsWith(segment.path()));
    }

    @ParameterizedTest
    @EnumSource
    void missingSegmentIsNamed(VerifyDepth depth) throws IOException {
        Segment segment = TestLog.first(archive, 0, 100);
        archive.commit(List.of(segment));
        Files.delete(folder.resolve("flights/" + segment.path()));

        assertThat(verify(depth).findings())
                .singleElement()
                .asString()
                .contains(segment.path())
                .contains("it is missing")
                .doesNotContain("footer");
    }

    @ParameterizedTest
    @EnumSource
    void damagedManifestIsNamedAndLaterSnapshotsAreStillVerified(VerifyDepth depth)
            throws IOException {
        List<Segment> all = new ArrayList<>();
        for (int commit = 0; commit < 55; commit++) {
            Segment segment = TestLog.segment(archive, 0, TestLog.events(commit, commit + 1));
            archive.commit(List.of(segment));
            all.add(segment);
        }
        Path file = folder.resolve("flights/" + ManifestFile.name(20));
        byte[] bytes = Files.readAllBytes(file);
        bytes[40] ^= 1;
        Files.write(file, bytes);

        VerifyReport report = verify(depth);

        assertThat(report.findings())
                .singleElement()
                .asString()
                .contains("00000000000000000020.json");
        assertThat(report.segments()).isEqualTo(all.size());
    }

    @Test
    void manifestThatMiscountsASoundSegmentIsFound() throws IOException {
        Segment truth = TestLog.first(archive, 0, 10);
        Segment lie =
                new Segment(
                        0,
                        0,
                        0,
                        10,
                        9,
                        9,
                        0,
                        0L,
                        540_000L,
                        Clock.NONE,
                        truth.schema(),
                        truth.path(),
                        truth.bytes(),
                        truth.sha256(),
                        false,
                        Segment.ROOT);
        archive.commit(List.of(lie));

        assertThat(verify().findings())
                .singleElement()
                .asString()
                .contains("10 rows")
                .contains("lists 9");
        assertThat(verify(VerifyDepth.FILES).findings()).isEmpty();
    }

    @Test
    void manifestThatTakesHeartbeatsForEventsIsFound() throws IOException {
        List<LogRow> rows = List.of(TestLog.event(0, 5), LogRow.heartbeat(1, 7));
        Segment truth = TestLog.segment(archive, 0, 0, Clock.NONE, rows);
        archive.commit(List.of(lie(truth, 2, 2, 0, 5L, 7L)));

        assertThat(verify().findings())
                .singleElement()
                .asString()
                .contains("1 events and 0 dead ones, but the manifest lists 2, 2 and 0");
    }

    @Test
    void manifestWithOtherTimesIsFound() throws IOException {
        List<LogRow> rows = List.of(LogRow.dead(0, null, "no time"), TestLog.event(1, -5));
        Segment truth = TestLog.segment(archive, 0, 0, Clock.NONE, rows);
        archive.commit(List.of(lie(truth, 2, 1, 1, -5L, 0L)));

        assertThat(verify().findings())
                .singleElement()
                .asString()
                .contains("its times go from -5 to -5, but the manifest lists -5 to 0");
    }

    @Test
    void rowBeyondTheRangeThatTheManifestListsIsFoundWithItsOffset() throws IOException {
        Segment truth = TestLog.first(archive, 0, 3_000);
        archive.commit(List.of(lie(truth, 2_990, 2_990, 0, 0L, 2_989L * 60_000)));

        assertThat(verify().findings())
                .singleElement()
                .asString()
                .contains("offset 2990 stands where at least 2990 belongs");
    }

    @Test
    void mixedRowsAndThoseOfNestedColumnsAreSound() throws IOException {
        List<LogRow> mixed = new ArrayList<>();
        for (int offset = 0; offset < 5_000; offset++) {
            mixed.add(
                    switch (offset % 3) {
                        case 0 -> LogRow.dead(offset, new byte[] {1}, "bad");
                        case 1 -> LogRow.heartbeat(offset, offset);
                        default -> TestLog.event(offset, offset);
                    });
        }
        archive.commit(List.of(TestLog.segment(archive, 0, mixed)));
        Schema nested =
                SchemaBuilder.record("Flight")
                        .fields()
                        .requiredLong("scheduled")
                        .name("stops")
                        .type(SchemaBuilder.array().items().stringType())
                        .noDefault()
                        .endRecord();
        GenericRecord event =
                new GenericRecordBuilder(nested)
                        .set("scheduled", 1L)
                        .set("stops", List.of("JFK"))
                        .build();
        LogArchive other =
                LogArchive.create(
                        folder.toUri().toString(),
                        TestLog.CONFIGURATION,
                        LogDefinition.of("stops", 1, "scheduled", null, null, ""),
                        nested);
        try (SegmentWriter writer = other.writer(0, 0, 0, Clock.NONE, nested)) {
            writer.write(LogRow.event(0, 1, null, event));
            other.commit(List.of(writer.finish(1)));
        }

        assertThat(verify().findings()).isEmpty();
    }

    /** A file listed with rows or times that it does not have. */
    private static Segment lie(
            Segment truth, int rows, int events, int dead, Long minTime, Long maxTime) {
        return new Segment(
                0,
                0,
                0,
                rows,
                rows,
                events,
                dead,
                minTime,
                maxTime,
                Clock.NONE,
                truth.schema(),
                truth.path(),
                truth.bytes(),
                truth.sha256(),
                false,
                Segment.ROOT);
    }
}
