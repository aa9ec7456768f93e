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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveVerifierTest {

    @TempDir Path folder;
    private LogArchive archive;

    @BeforeEach
    void create() throws IOException {
        archive = TestLog.create(folder);
    }

    private VerifyReport verify() throws IOException {
        return ArchiveVerifier.verify(
                folder.toUri().toString(), TestLog.CONFIGURATION, null, Progress.NONE);
    }

    @Test
    void soundArchiveHasNoFindings() throws IOException {
        for (int commit = 0; commit < 60; commit++) {
            archive.commit(
                    List.of(
                            TestLog.segment(
                                    archive, 0, TestLog.events(commit * 2L, commit * 2L + 2))));
        }

        VerifyReport report = verify();

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

    @Test
    void damagedPageIsNamedByItsFirstRow() throws IOException {
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

        VerifyReport report = verify();

        assertThat(report.findings()).hasSize(1);
        Finding finding = report.findings().get(0);
        assertThat(finding.file()).endsWith(segment.path());
        assertThat(finding.row()).isPositive();
        assertThat(finding.offset()).isEqualTo(finding.row() * 2);
        assertThat(finding.what()).contains("page that fails its checksum");
    }

    @Test
    void damagedFooterIsNamed() throws IOException {
        Segment segment = TestLog.first(archive, 0, 100);
        archive.commit(List.of(segment));
        Path file = folder.resolve("flights/" + segment.path());
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);

        assertThat(verify().findings()).singleElement().asString().contains("footer");
    }

    @Test
    void missingSegmentIsNamed() throws IOException {
        Segment segment = TestLog.first(archive, 0, 100);
        archive.commit(List.of(segment));
        Files.delete(folder.resolve("flights/" + segment.path()));

        assertThat(verify().findings())
                .singleElement()
                .asString()
                .contains(segment.path())
                .contains("it is missing")
                .doesNotContain("footer");
    }

    @Test
    void damagedManifestIsNamedAndLaterSnapshotsAreStillVerified() throws IOException {
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

        VerifyReport report = verify();

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
    }
}
