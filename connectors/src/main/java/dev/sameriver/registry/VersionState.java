package dev.sameriver.registry;

import java.util.Locale;

/** Where a version is in its life. */
public enum VersionState {

    /** Its rows are not complete yet. */
    BUILDING,

    /** Its rows are complete and kept current, but no reader sees them. */
    SHADOW,

    /**
     * Readers see it, or saw it before the version that they see now and can go back to it: at most
     * two versions of a view.
     */
    SERVING,

    /** No reader will see it again. */
    RETIRED;

    /** The name as it is stored and shown. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static VersionState of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
