package dev.sameriver.archive;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.UUID;

/** The numbered commits of one log: reads the latest state, and adds one commit at a time. */
final class ManifestLog {

    private static final String FOLDER = "manifest";

    private final ArchiveFiles files;
    private final String log;

    ManifestLog(ArchiveFiles files, String log) {
        this.files = files;
        this.log = log;
    }

    /** The state after the last commit, read from the last snapshot on. */
    Manifest latest() throws IOException {
        long last = lastNumber();
        Manifest manifest = Manifest.empty(log);
        long first = last - Math.floorMod(last, ManifestFile.SNAPSHOT_EVERY);
        for (long number = Math.max(0, first); number <= last; number++) {
            manifest = apply(manifest, number, number > first || number == 0);
        }
        return manifest;
    }

    /** The number of the last commit; -1 if there is none. */
    long lastNumber() throws IOException {
        List<String> names = files.list(FOLDER);
        for (int i = names.size() - 1; i >= 0; i--) {
            if (names.get(i).matches("[0-9]{20}\\.json")) {
                return Long.parseLong(names.get(i).substring(0, 20));
            }
        }
        return -1;
    }

    /**
     * The state after one more commit.
     *
     * @param chained whether {@code before} is the state right before it, so that its file's hash
     *     can be compared
     */
    Manifest apply(Manifest before, long number, boolean chained) throws IOException {
        String name = ManifestFile.name(number);
        byte[] bytes = bytes(name);
        ManifestFile file = ManifestFile.decode(files.name(name), number, bytes);
        if (!file.header().log().equals(log)) {
            throw new CorruptManifestException(
                    files.name(name), "it belongs to log " + file.header().log());
        }
        if (chained && !file.header().previous().equals(before.fileHash())) {
            throw new CorruptManifestException(
                    files.name(name),
                    "the file before it is not the one that it was written after");
        }
        if (file.header().snapshot() != ManifestFile.isSnapshot(number)) {
            throw new CorruptManifestException(files.name(name), "its kind is not its number's");
        }
        Manifest base = file.header().snapshot() ? Manifest.empty(log) : before;
        Manifest.Linked linked = base.link(file.segments());
        checkChain(name, file.segments(), linked.segments());
        return linked.manifest().at(number, Sha256.of(bytes));
    }

    /** Checks one commit by itself. */
    void check(long number) throws IOException {
        String name = ManifestFile.name(number);
        ManifestFile.decode(files.name(name), number, bytes(name));
    }

    /**
     * Adds segments in one commit, all or none.
     *
     * @throws OffsetConflictException if they do not follow what is there by then
     */
    Manifest commit(List<Segment> segments) throws IOException {
        String commit = UUID.randomUUID().toString();
        while (true) {
            Manifest before = latest();
            Manifest.Linked linked = before.link(segments);
            long number = before.number() + 1;
            boolean snapshot = ManifestFile.isSnapshot(number);
            byte[] bytes =
                    ManifestFile.of(
                                    log,
                                    number,
                                    before.fileHash(),
                                    snapshot,
                                    snapshot ? linked.manifest().segments() : linked.segments(),
                                    commit)
                            .encode();
            if (files.createIfAbsent(ManifestFile.name(number), bytes)) {
                return linked.manifest().at(number, Sha256.of(bytes));
            }
        }
    }

    private byte[] bytes(String name) throws IOException {
        try {
            return files.read(name);
        } catch (FileNotFoundException e) {
            throw new CorruptManifestException(files.name(name), "it is missing", e);
        }
    }

    private void checkChain(String name, List<Segment> written, List<Segment> linked)
            throws CorruptManifestException {
        if (!written.equals(linked)) {
            throw new CorruptManifestException(
                    files.name(name), "its segments do not continue the chain of hashes");
        }
    }
}
