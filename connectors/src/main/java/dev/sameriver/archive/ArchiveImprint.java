package dev.sameriver.archive;

import dev.sameriver.log.Position;
import dev.sameriver.view.UserError;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a log's archive was at one moment, as far as it must stay so: an archive only grows. Taken
 * down now, it tells later what was cut off or changed, be the archive in itself as sound as ever.
 *
 * <p>An example: with the imprint of commit 7, where partition 0 ended at generation 1, offset 120,
 * an archive that ends with commit 6 is found to be truncated, and the imprint names commit 7's
 * file and offset 60, at which the partition ends now.
 *
 * @param commit the number of the last commit, from 0; -1 if there was none
 * @param head the SHA-256 of that commit's file
 * @param ends where each partition's next segment would start; empty if that was not taken down
 * @param schema the fingerprint of the current schema; empty if that was not taken down
 * @param files the SHA-256 of each schema's file, and of what {@code log.json} says apart from the
 *     current schema, which may change; by the names that they have in the log's folder
 */
public record ArchiveImprint(
        long commit, String head, List<Position> ends, String schema, Map<String, String> files) {

    /**
     * The imprint of a log now.
     *
     * @param manifest of its last commit
     */
    public static ArchiveImprint of(LogArchive archive, Manifest manifest) throws IOException {
        List<Position> ends = new ArrayList<>();
        for (int partition = 0; partition < manifest.partitions(0); partition++) {
            ends.add(manifest.next(partition));
        }
        Map<String, String> files = new TreeMap<>();
        files.put(LogArchive.DEFINITION, identity(archive.definition()));
        for (String fingerprint : archive.schemas().stored()) {
            String file = SchemaStore.file(fingerprint);
            files.put(file, Sha256.of(archive.files().read(file)));
        }
        return new ArchiveImprint(
                manifest.number(), manifest.fileHash(), ends, archive.definition().schema(), files);
    }

    private static String identity(LogDefinition definition) {
        return Sha256.of(Json.bytes(definition.withSchema("")));
    }

    /**
     * What of the archive is not any more as it was.
     *
     * @param now the archive's last commit
     * @param since when the imprint was taken, in words, as {@code the audit of 2001-01-01}
     * @return empty if it has only grown
     */
    public List<Finding> contradictions(LogArchive archive, Manifest now, String since)
            throws IOException {
        List<Finding> findings = new ArrayList<>();
        if (commit >= 0) {
            String file = ManifestFile.name(commit);
            Optional<String> hash = hash(archive, file);
            if (hash.isEmpty()) {
                findings.add(cut(archive, now, "truncated since " + since + ": it is missing"));
            } else if (!hash.get().equals(head)) {
                findings.add(cut(archive, now, "rewritten since " + since));
            }
        }
        for (Map.Entry<String, String> entry : files.entrySet()) {
            Optional<String> hash =
                    entry.getKey().equals(LogArchive.DEFINITION)
                            ? Optional.of(identity(archive.definition()))
                            : hash(archive, entry.getKey());
            if (hash.isEmpty()) {
                findings.add(found(archive, entry.getKey(), "missing since " + since, -1));
            } else if (!hash.get().equals(entry.getValue())) {
                findings.add(found(archive, entry.getKey(), "changed since " + since, -1));
            }
        }
        if (findings.isEmpty() && !schema.isEmpty() && !readsWhatItDid(archive)) {
            String what = "its schema cannot read what the one of " + since + " wrote";
            findings.add(found(archive, LogArchive.DEFINITION, what, -1));
        }
        return List.copyOf(findings);
    }

    private boolean readsWhatItDid(LogArchive archive) throws IOException {
        try {
            Schemas.requireReads(
                    archive.definition().name(), archive.schema(), archive.schemas().get(schema));
            return true;
        } catch (UserError e) {
            return false;
        }
    }

    /** Names the first partition that ends earlier than it did. */
    private Finding cut(LogArchive archive, Manifest now, String what) {
        for (Position end : ends) {
            Position next = now.next(end.partition());
            if (next.compareTo(end) < 0) {
                return found(
                        archive,
                        ManifestFile.name(commit),
                        "%s, and partition %d ends at g%d o%d, not at g%d o%d"
                                .formatted(
                                        what,
                                        end.partition(),
                                        next.generation(),
                                        next.offset(),
                                        end.generation(),
                                        end.offset()),
                        next.offset());
            }
        }
        return found(archive, ManifestFile.name(commit), what, -1);
    }

    private static Finding found(LogArchive archive, String file, String what, long offset) {
        return new Finding(
                archive.definition().name(), archive.files().name(file), what, -1, offset);
    }

    private static Optional<String> hash(LogArchive archive, String file) throws IOException {
        try {
            return Optional.of(Sha256.of(archive.files().read(file)));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
    }
}
