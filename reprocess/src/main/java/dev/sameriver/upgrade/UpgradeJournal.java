package dev.sameriver.upgrade;

import java.util.Optional;

/** Where upgrades are written down, so that one that was cut off is gone on with. */
interface UpgradeJournal {

    /** The last upgrade of a view; empty if there was none. */
    Optional<UpgradeRecord> find(String view);

    /** Writes an upgrade down, for good when this returns. */
    void write(UpgradeRecord record);
}
