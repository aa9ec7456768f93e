package dev.sameriver.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sameriver.log.Clock;
import dev.sameriver.log.Position;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestTest {

    @TempDir Path folder;
    private LogArchive archive;

    @BeforeEach
    void create() throws IOException {
        archive = TestLog.create(folder);
    }

    private Segment entry(int generation, int partition, long first, long next, long greatest) {
        return new Segment(
                generation,
                partition,
                first,
                next,
                next - first,
                next - first,
                0,
                first,
                next,
                greatest,
                "0000000000000000",
                "segments/" + generation + partition + first,
                10,
                Segment.ROOT,
                false,
                Segment.ROOT);
    }

    @Test
    void onlyFilesThatKilledWritersLeftLongAgoAreDropped() throws IOException {
        Path temporary = Files.createDirectories(folder.resolve("flights").resolve("tmp"));
        Path old = Files.writeString(temporary.resolve("old"), "half a segment");
        Path fresh = Files.writeString(temporary.resolve("fresh"), "half a segment");
        Instant eightDaysAgo = Instant.now().minus(Duration.ofDays(8));
        Files.setLastModifiedTime(old, FileTime.from(eightDaysAgo));
        archive.dropLeftovers();
        assertThat(old).doesNotExist();
        assertThat(fresh).exists();
    }

    @Test
    void freshLogExpectsGenerationZeroOffsetZero() throws IOException {
        Manifest manifest = archive.manifest();

        assertThat(manifest.number()).isEqualTo(-1);
        assertThat(manifest.next(1)).isEqualTo(new Position(0, 1, 0));
        assertThat(manifest.greatest(1)).isEqualTo(Clock.NONE);
    }

    @Test
    void commitsAddUpAndAreReadBack() throws IOException {
        archive.commit(List.of(TestLog.first(archive, 0, 10), TestLog.first(archive, 1, 3)));
        archive.commit(List.of(TestLog.segment(archive, 0, TestLog.events(10, 15))));

        Manifest manifest = TestLog.open(folder).manifest();

        assertThat(manifest.number()).isEqualTo(1);
        assertThat(manifest.next(0)).isEqualTo(new Position(0, 0, 15));
        assertThat(manifest.greatest(0)).isEqualTo(14 * 60_000);
        assertThat(manifest.next(1)).isEqualTo(new Position(0, 1, 3));
        assertThat(manifest.segments(0).get(1).previous())
                .isEqualTo(manifest.segments(0).get(0).hash());
        assertThat(manifest.rows()).isEqualTo(18);
    }

    @Test
    void hundredsOfCommitsAreReadFromTheLastSnapshot() throws IOException {
        for (int i = 0; i < 120; i++) {
            archive.commit(
                    List.of(entry(0, 0, i * 10L, i * 10L + 10, i == 0 ? Clock.NONE : i * 10L)));
        }
        for (int number = 0; number < 100; number++) {
            Files.delete(folder.resolve("flights/" + ManifestFile.name(number)));
        }

        assertThat(archive.manifest().segments()).hasSize(120);
        assertThat(archive.manifest().next(0).offset()).isEqualTo(1200);
    }

    @Test
    void gapIsRefusedWithBothOffsets() throws IOException {
        archive.commit(List.of(entry(0, 0, 0, 10, Clock.NONE)));

        assertThatThrownBy(() -> archive.commit(List.of(entry(0, 0, 11, 20, 10))))
                .isInstanceOfSatisfying(
                        OffsetConflictException.class,
                        e -> {
                            assertThat(e.expected()).isEqualTo(new Position(0, 0, 10));
                            assertThat(e.offered()).isEqualTo(new Position(0, 0, 11));
                        })
                .hasMessageContaining("log flights, partition 0")
                .hasMessageContaining("from offset 10")
                .hasMessageContaining("from offset 11");
        assertThat(archive.manifest().number()).isZero();
    }

    @Test
    void overlapIsRefused() throws IOException {
        archive.commit(List.of(entry(0, 0, 0, 10, Clock.NONE)));

        assertThatThrownBy(() -> archive.commit(List.of(entry(0, 0, 9, 20, 10))))
                .isInstanceOf(OffsetConflictException.class)
                .hasMessageContaining("an overlap");
    }

    @Test
    void wholeCommitIsRefusedWhenOneOfItsSegmentsIs() throws IOException {
        assertThatThrownBy(
                        () ->
                                archive.commit(
                                        List.of(
                                                entry(0, 0, 0, 10, Clock.NONE),
                                                entry(0, 1, 5, 10, Clock.NONE))))
                .isInstanceOf(OffsetConflictException.class);
        assertThat(archive.manifest().segments()).isEmpty();
    }

    @Test
    void segmentWrittenForAnotherClockIsRefused() throws IOException {
        archive.commit(List.of(entry(0, 0, 0, 10, Clock.NONE)));

        assertThatThrownBy(() -> archive.commit(List.of(entry(0, 0, 10, 20, 9))))
                .isInstanceOf(OffsetConflictException.class)
                .hasMessageContaining("greatest time of 9");
    }

    @Test
    void newGenerationStartsAtZeroUnlessItsHeadIsKnownToBeDeleted() throws IOException {
        archive.commit(List.of(entry(0, 0, 0, 10, Clock.NONE)));

        assertThatThrownBy(() -> archive.commit(List.of(entry(1, 0, 40, 50, 10))))
                .isInstanceOf(OffsetConflictException.class)
                .hasMessageContaining("the head is missing");

        archive.commit(List.of(entry(1, 0, 40, 50, 10).withHeadDeleted()));
        assertThat(archive.manifest().next(0)).isEqualTo(new Position(1, 0, 50));
        assertThatThrownBy(() -> archive.commit(List.of(entry(1, 0, 60, 70, 50).withHeadDeleted())))
                .isInstanceOf(OffsetConflictException.class)
                .hasMessageContaining("a gap");
        assertThatThrownBy(() -> archive.commit(List.of(entry(0, 0, 10, 20, 50))))
                .isInstanceOf(OffsetConflictException.class);
    }

    @Test
    void concurrentCommittersLeaveAChainWithoutGapOrOverlap() throws Exception {
        int committers = 4;
        int each = 20;
        ExecutorService pool = Executors.newFixedThreadPool(committers);
        List<Future<Integer>> lost = new ArrayList<>();
        for (int c = 0; c < committers; c++) {
            int partition = c % 2;
            Callable<Integer> committer = () -> appendTo(partition, each);
            lost.add(pool.submit(committer));
        }
        for (Future<Integer> future : lost) {
            future.get();
        }
        pool.shutdown();

        Manifest manifest = archive.manifest();
        assertThat(manifest.number()).isEqualTo(committers * each - 1);
        assertThat(manifest.next(0).offset()).isEqualTo(each * 2 * 5);
        assertThat(manifest.next(1).offset()).isEqualTo(each * 2 * 5);
        assertThat(folder.resolve("flights/tmp")).isEmptyDirectory();
    }

    /** Appends segments of 5 rows; two committers race for each partition. */
    private int appendTo(int partition, int segments) throws IOException {
        LogArchive own = TestLog.open(folder);
        int lost = 0;
        for (int done = 0; done < segments; ) {
            Manifest manifest = own.manifest();
            long first = manifest.next(partition).offset();
            try {
                own.commit(
                        List.of(
                                entry(
                                        0,
                                        partition,
                                        first,
                                        first + 5,
                                        manifest.greatest(partition))));
                done++;
            } catch (OffsetConflictException e) {
                lost++;
            }
        }
        return lost;
    }

    @Test
    void flippedByteAnywhereInAManifestFileIsFoundAndTheFileNamed() throws IOException {
        archive.commit(List.of(entry(0, 0, 0, 10, Clock.NONE)));
        Path file = folder.resolve("flights/" + ManifestFile.name(0));
        byte[] sound = Files.readAllBytes(file);
        for (int at = 0; at < sound.length; at++) {
            byte[] flipped = sound.clone();
            flipped[at] ^= 0x20;
            Files.write(file, flipped);
            assertThatThrownBy(() -> archive.manifest())
                    .as("byte %d", at)
                    .isInstanceOf(CorruptManifestException.class)
                    .hasMessageContaining("00000000000000000000.json");
        }
    }

    @Test
    void manifestFileOfAnotherHistoryIsRefused(@TempDir Path other) throws IOException {
        archive.commit(List.of(entry(0, 0, 0, 10, Clock.NONE)));
        LogArchive twin = TestLog.create(other);
        twin.commit(List.of(entry(0, 0, 0, 10, Clock.NONE)));
        twin.commit(List.of(entry(0, 0, 10, 20, 10)));
        Files.copy(
                other.resolve("flights/" + ManifestFile.name(1)),
                folder.resolve("flights/" + ManifestFile.name(1)));

        assertThatThrownBy(() -> archive.manifest())
                .isInstanceOf(CorruptManifestException.class)
                .hasMessageContaining("00000000000000000001.json");
    }

    @Test
    void missingManifestFileIsNamed() throws IOException {
        archive.commit(List.of(entry(0, 0, 0, 10, Clock.NONE)));
        archive.commit(List.of(entry(0, 0, 10, 20, 10)));
        Files.delete(folder.resolve("flights/" + ManifestFile.name(0)));

        assertThatThrownBy(() -> archive.manifest())
                .isInstanceOf(CorruptManifestException.class)
                .hasMessageContaining("00000000000000000000.json")
                .hasMessageContaining("missing");
    }

    @Test
    void halfWrittenTemporaryFilesAreNeverRead() throws IOException {
        archive.commit(List.of(entry(0, 0, 0, 10, Clock.NONE)));
        Files.write(folder.resolve("flights/tmp/left-by-a-killed-writer"), new byte[] {1, 2});

        assertThat(archive.manifest().number()).isZero();
    }
}
