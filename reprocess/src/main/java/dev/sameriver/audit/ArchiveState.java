package dev.sameriver.audit;

import dev.sameriver.archive.ArchiveImprint;
import dev.sameriver.archive.Finding;
import dev.sameriver.archive.LogArchive;
import dev.sameriver.archive.Manifest;
import dev.sameriver.connect.Settings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

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
     * @param imprint its last commit, and what of it must stay as it is
     * @param segments how many
     * @param read how many of them were read back for this state
     * @param tree of its segments
     */
    record Log(String name, ArchiveImprint imprint, long segments, long read, HashNode tree) {

        static Log of(LogArchive archive, Manifest manifest, long read) throws IOException {
            String name = archive.definition().name();
            return new Log(
                    name,
                    ArchiveImprint.of(archive, manifest),
                    manifest.segments().size(),
                    read,
                    LogTree.of(name, manifest));
        }
    }

    /** Reads logs' commits only. */
    static List<Log> read(Settings settings, Collection<String> names) throws IOException {
        List<Log> logs = new ArrayList<>();
        for (String name : names) {
            LogArchive archive = open(settings, name);
            logs.add(Log.of(archive, archive.manifest(), 0));
        }
        return logs;
    }

    static LogArchive open(Settings settings, String log) throws IOException {
        return LogArchive.open(settings.require(Settings.ARCHIVE), settings.hadoop(), log);
    }
}
