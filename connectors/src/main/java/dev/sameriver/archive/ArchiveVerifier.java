package dev.sameriver.archive;

import dev.sameriver.connect.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * Reads an archive back, the definitions, every manifest file and every segment, and names what is
 * not as it was written. Changes nothing.
 */
public final class ArchiveVerifier {

    private final Progress progress;
    private final VerifyDepth depth;
    private final Predicate<Segment> only;
    private final List<Finding> findings = new ArrayList<>();
    private long manifests;
    private long segments;
    private long rows;
    private long bytes;
    private long total;

    private ArchiveVerifier(VerifyDepth depth, Predicate<Segment> only, Progress progress) {
        this.depth = depth;
        this.only = only;
        this.progress = progress;
    }

    /**
     * Verifies a log, or all logs of an archive.
     *
     * @param log null for all
     * @throws dev.sameriver.view.UserError if there is no such log
     */
    public static VerifyReport verify(
            String root,
            Configuration configuration,
            @Nullable String log,
            VerifyDepth depth,
            Progress progress)
            throws IOException {
        return verify(root, configuration, log, depth, segment -> true, progress);
    }

    /**
     * As the other one, with all commits, but some of the segments only.
     *
     * @param only which files of segments are read
     */
    public static VerifyReport verify(
            String root,
            Configuration configuration,
            @Nullable String log,
            VerifyDepth depth,
            Predicate<Segment> only,
            Progress progress)
            throws IOException {
        ArchiveVerifier verifier = new ArchiveVerifier(depth, only, progress);
        List<String> logs = log == null ? LogArchive.logs(root, configuration) : List.of(log);
        for (String name : logs) {
            try {
                verifier.verify(LogArchive.open(root, configuration, name));
            } catch (CorruptDefinitionException e) {
                verifier.findings.add(
                        new Finding(name, e.file(), String.valueOf(e.getMessage()), -1, -1));
            }
        }
        return new VerifyReport(
                logs.size(),
                verifier.manifests,
                verifier.segments,
                verifier.rows,
                verifier.bytes,
                List.copyOf(verifier.findings));
    }

    private void verify(LogArchive archive) throws IOException {
        Manifest manifest = verifyManifests(archive);
        List<Finding> unreadable = DefinitionVerifier.verify(archive, manifest);
        findings.addAll(unreadable);
        // Rows are read by the schemas.
        boolean tally = depth == VerifyDepth.ROWS && unreadable.isEmpty();
        List<Segment> listed = manifest.segments().stream().filter(only).toList();
        total += listed.stream().mapToLong(Segment::bytes).sum();
        for (Segment segment : listed) {
            Finding finding = verify(archive, segment, tally);
            if (finding != null) {
                findings.add(finding);
            }
            segments++;
            rows += segment.rows();
            bytes += segment.bytes();
            progress.at(rows, bytes, total);
        }
    }

    /** Reads every commit; behind a broken one, goes on from the next snapshot. */
    private Manifest verifyManifests(LogArchive archive) throws IOException {
        ManifestLog commits = archive.manifests();
        long last = commits.lastNumber();
        Manifest manifest = Manifest.empty(archive.definition().name());
        boolean broken = false;
        for (long number = 0; number <= last; number++) {
            boolean resumes = ManifestFile.isSnapshot(number);
            try {
                if (broken && !resumes) {
                    commits.check(number);
                } else {
                    Manifest next = commits.apply(manifest, number, !broken);
                    if (!broken && resumes) {
                        requireGrown(archive, manifest, next, number);
                    }
                    manifest = next;
                    broken = false;
                }
            } catch (CorruptArchiveException | OffsetConflictException e) {
                broken = true;
                findings.add(
                        finding(
                                archive,
                                ManifestFile.name(number),
                                String.valueOf(e.getMessage())));
            }
            manifests++;
        }
        return manifest;
    }

    /** A snapshot repeats what was there; nothing of it may have changed. */
    private static void requireGrown(
            LogArchive archive, Manifest before, Manifest after, long number)
            throws CorruptManifestException {
        List<Integer> partitions =
                before.segments().stream().map(Segment::partition).distinct().toList();
        for (int partition : partitions) {
            List<Segment> held = before.segments(partition);
            List<Segment> now = after.segments(partition);
            if (now.size() < held.size() || !now.subList(0, held.size()).equals(held)) {
                throw new CorruptManifestException(
                        archive.files().name(ManifestFile.name(number)),
                        "it does not repeat the segments of partition " + partition);
            }
        }
    }

    private static @Nullable Finding verify(LogArchive archive, Segment segment, boolean tally)
            throws IOException {
        SegmentFile.In file = new SegmentFile.In(archive.files(), segment.path(), segment.bytes());
        try {
            SegmentReader.requireSound(file, segment);
        } catch (CorruptSegmentException e) {
            return CorruptionFinder.find(archive, segment, String.valueOf(e.getMessage()));
        }
        String difference = tally ? SegmentTally.difference(archive, segment) : null;
        return difference == null ? null : finding(archive, segment.path(), difference);
    }

    private static Finding finding(LogArchive archive, String file, String what) {
        return new Finding(archive.definition().name(), archive.files().name(file), what, -1, -1);
    }
}
