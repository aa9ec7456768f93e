package dev.sameriver.audit;

import dev.sameriver.archive.ArchiveVerifier;
import dev.sameriver.archive.CorruptArchiveException;
import dev.sameriver.archive.Finding;
import dev.sameriver.archive.LogArchive;
import dev.sameriver.archive.Manifest;
import dev.sameriver.archive.Segment;
import dev.sameriver.connect.Settings;
import dev.sameriver.run.ByteProgress;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The logs that a view is derived from, as they were when they were read back.
 *
 * @param logs those whose commits can be read
 * @param findings what is not as it was written; empty if all is sound
 */
record ArchiveState(List<Log> logs, List<Finding> findings) {

    /**
     * A log.
     *
     * @param commit the number of its last commit
     * @param head the SHA-256 of that commit's file, the end of the chain of commits
     * @param segments how many
     * @param read how many of them were read back for this state
     * @param tree of its segments
     */
    record Log(String name, long commit, String head, long segments, long read, HashNode tree) {

        static Log of(String name, Manifest manifest, long read) {
            return new Log(
                    name,
                    manifest.number(),
                    manifest.fileHash(),
                    manifest.segments().size(),
                    read,
                    LogTree.of(name, manifest));
        }
    }

    /** Reads logs' commits only. */
    static List<Log> read(Settings settings, Collection<String> names) throws IOException {
        List<Log> logs = new ArrayList<>();
        for (String name : names) {
            logs.add(Log.of(name, manifest(settings, name), 0));
        }
        return logs;
    }

    private static Manifest manifest(Settings settings, String log) throws IOException {
        return LogArchive.open(settings.require(Settings.ARCHIVE), settings.hadoop(), log)
                .manifest();
    }

    /** Reads archives back, each segment once, until it is to {@link #forget}. */
    static final class Reader {

        private final Settings settings;
        private final PrintStream err;
        private final Set<String> sound = new HashSet<>();

        Reader(Settings settings, PrintStream err) {
            this.settings = settings;
            this.err = err;
        }

        /** Takes nothing that was read for sound any more. */
        void forget() {
            sound.clear();
        }

        /** Reads all commits of logs, and the segments that were not read yet. */
        ArchiveState read(Collection<String> names) throws IOException {
            List<Log> logs = new ArrayList<>();
            List<Finding> findings = new ArrayList<>();
            for (String name : names) {
                try {
                    // What is committed from here on is looked at by the next reading.
                    Manifest manifest = manifest(settings, name);
                    long read =
                            manifest.segments().stream()
                                    .filter(segment -> !sound.contains(segment.hash()))
                                    .count();
                    List<Finding> found = verify(name);
                    logs.add(Log.of(name, manifest, read));
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

        private List<Finding> verify(String log) throws IOException {
            try (ByteProgress progress = ByteProgress.show("verify", err)) {
                return ArchiveVerifier.verify(
                                settings.require(Settings.ARCHIVE),
                                settings.hadoop(),
                                log,
                                segment -> !sound.contains(segment.hash()),
                                progress)
                        .findings();
            }
        }
    }
}
