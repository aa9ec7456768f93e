package dev.sameriver.archive;

/** A manifest file is damaged, missing, or contradicts the ones before it. */
public final class CorruptManifestException extends CorruptArchiveException {

    CorruptManifestException(String file, String why) {
        super("Manifest", file, why);
    }

    CorruptManifestException(String file, String why, Throwable cause) {
        super("Manifest", file, why, cause);
    }
}
