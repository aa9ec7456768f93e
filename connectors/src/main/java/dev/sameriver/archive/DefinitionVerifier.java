package dev.sameriver.archive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads back what a log's segments are read by: the schemas, and which of them is the current. */
final class DefinitionVerifier {

    private final LogArchive archive;
    private final List<Finding> findings = new ArrayList<>();

    private DefinitionVerifier(LogArchive archive) {
        this.archive = archive;
    }

    /**
     * Names the files that are not what they must be.
     *
     * @param manifest whose segments' schemas must be there
     */
    static List<Finding> verify(LogArchive archive, Manifest manifest) throws IOException {
        DefinitionVerifier verifier = new DefinitionVerifier(archive);
        List<String> stored = archive.schemas().stored();
        for (String fingerprint : stored) {
            verifier.read(fingerprint);
        }
        verifier.require(archive.definition().schema(), stored, "the definition");
        for (Segment segment : manifest.segments()) {
            verifier.require(segment.schema(), stored, "segment " + segment.path());
        }
        return List.copyOf(verifier.findings);
    }

    private void read(String fingerprint) throws IOException {
        try {
            archive.schemas().check(fingerprint);
        } catch (CorruptDefinitionException e) {
            add(fingerprint, String.valueOf(e.getMessage()));
        }
    }

    private void require(String fingerprint, List<String> stored, String by) {
        if (!stored.contains(fingerprint)) {
            add(fingerprint, "it is missing, and " + by + " names it; restore it from a copy");
        }
    }

    /** One finding a file is enough. */
    private void add(String fingerprint, String what) {
        String file = archive.files().name(SchemaStore.file(fingerprint));
        if (findings.stream().noneMatch(found -> found.file().equals(file))) {
            findings.add(new Finding(archive.definition().name(), file, what, -1, -1));
        }
    }
}
