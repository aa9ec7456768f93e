package dev.sameriver.upgrade;

/** How far an upgrade is; each is written down before it begins. */
enum UpgradeStep {
    /** The old job is stopped with a savepoint. */
    STOPPING,
    /** The new jar is started from the savepoint, and watched. */
    STARTING,
    /** The new job is cancelled, and the old jar started from the savepoint. */
    GOING_BACK,
    /** The new jar runs. */
    DONE,
    /** The old jar runs again. */
    WENT_BACK,
    /** The old job could not be stopped, and runs on. */
    GIVEN_UP;

    /** Whether there is nothing left to do. */
    boolean isLast() {
        return this == DONE || this == WENT_BACK || this == GIVEN_UP;
    }
}
