package dev.sameriver.registry;

import java.util.Locale;

/** Where a version stands. */
public enum VersionState {
    /** It derives history and has not caught up yet. */
    BUILDING,
    /** It follows the log, and no reader sees it. */
    SHADOW,
    /** It has a share of readers, or is kept current for a way back. */
    SERVING,
    /** It is not derived any more. */
    RETIRED;

    /** As the registry holds it: lower case. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static VersionState of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
