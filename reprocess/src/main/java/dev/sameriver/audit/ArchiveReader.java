package dev.sameriver.audit;

import dev.sameriver.archive.ArchiveVerifier;
import dev.sameriver.archive.CorruptArchiveException;
import dev.sameriver.archive.Finding;
import dev.sameriver.archive.LogArchive;
import dev.sameriver.archive.Manifest;
import dev.sameriver.archive.Segment;
import dev.sameriver.archive.VerifyDepth;
import dev.sameriver.connect.Settings;
import dev.sameriver.run.ByteProgress;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads archives back, each segment once, until it is to {@link #forget}. */
final class ArchiveReader {

    private final Settings settings;
    private final PrintStream err;
    private final Set<String> sound = new HashSet<>();

    ArchiveReader(Settings settings, PrintStream err) {
        this.settings = settings;
        this.err = err;
    }

    /** Takes nothing that was read for sound any more. */
    void forget() {
        sound.clear();
    }

    /**
     * Reads all commits of logs, and the segments that were not read yet.
     *
     * @param before the logs as audits before this one saw them
     */
    ArchiveState read(Collection<String> names, List<SeenLog> before) throws IOException {
        List<ArchiveState.Log> logs = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        for (String name : names) {
            if (!exists(name)) {
                findings.add(gone(name, before));
                continue;
            }
            try {
                // What is committed from here on is looked at by the next reading.
                LogArchive archive = ArchiveState.open(settings, name);
                Manifest manifest = archive.manifest();
                long read =
                        manifest.segments().stream()
                                .filter(segment -> !sound.contains(segment.hash()))
                                .count();
                List<Finding> found = new ArrayList<>(verify(name));
                if (found.isEmpty()) {
                    found.addAll(changes(archive, before));
                }
                logs.add(ArchiveState.Log.of(archive, manifest, read));
                findings.addAll(found);
                if (found.isEmpty()) {
                    manifest.segments().stream().map(Segment::hash).forEach(sound::add);
                }
            } catch (CorruptArchiveException e) {
                List<Finding> found = verify(name);
                if (found.isEmpty()) {
                    throw e;
                }
                findings.addAll(found);
            }
        }
        if (!findings.isEmpty()) {
            forget();
        }
        return new ArchiveState(logs, findings);
    }

    /** Whether what audits saw of logs is there as they saw it. */
    boolean isAsSeen(List<SeenLog> before) throws IOException {
        for (SeenLog seen : before) {
            try {
                if (!exists(seen.log())
                        || !changes(ArchiveState.open(settings, seen.log()), List.of(seen))
                                .isEmpty()) {
                    return false;
                }
            } catch (CorruptArchiveException e) {
                return false;
            }
        }
        return true;
    }

    private boolean exists(String log) throws IOException {
        return LogArchive.exists(settings.require(Settings.ARCHIVE), settings.hadoop(), log);
    }

    /** That a log is not there at all any more. */
    private Finding gone(String log, List<SeenLog> before) {
        String since =
                before.stream()
                        .filter(seen -> seen.log().equals(log))
                        .map(SeenLog::since)
                        .findFirst()
                        .orElse("it was read");
        String file = settings.require(Settings.ARCHIVE) + "/" + log + "/log.json";
        return new Finding(log, file, "missing since " + since, -1, -1);
    }

    /** What is not as the audits before saw it, each file once. */
    private static List<Finding> changes(LogArchive archive, List<SeenLog> before)
            throws IOException {
        Manifest manifest = archive.manifest();
        Map<String, Finding> byFile = new LinkedHashMap<>();
        for (SeenLog seen : before) {
            if (seen.log().equals(archive.definition().name())) {
                seen.imprint()
                        .contradictions(archive, manifest, seen.since())
                        .forEach(found -> byFile.putIfAbsent(found.file(), found));
            }
        }
        return List.copyOf(byFile.values());
    }

    private List<Finding> verify(String log) throws IOException {
        try (ByteProgress progress = ByteProgress.show("verify", err)) {
            return ArchiveVerifier.verify(
                            settings.require(Settings.ARCHIVE),
                            settings.hadoop(),
                            log,
                            VerifyDepth.ROWS,
                            segment -> !sound.contains(segment.hash()),
                            progress)
                    .findings();
        }
    }
}
