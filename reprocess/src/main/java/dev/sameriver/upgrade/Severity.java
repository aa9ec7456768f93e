package dev.sameriver.upgrade;

/** How much a finding matters, the worst first. */
public enum Severity {
    /** The new jar would not start from the old state, or would give other rows than a replay. */
    BREAKS,
    /** Flink rewrites the state when it is read; nothing is lost. */
    MIGRATES,
    /** Nothing breaks now, but a later upgrade will. */
    WARNS,
    /** Worth knowing. */
    INFO
}
