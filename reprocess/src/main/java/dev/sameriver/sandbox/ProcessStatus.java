package dev.sameriver.sandbox;

import java.util.OptionalLong;

/**
 * The state of one process, as probed.
 *
 * @param name as in {@code kafka} or {@code taskmanager-1}
 * @param pid its process id, or empty if it does not run
 * @param address where it serves, as in {@code 127.0.0.1:21007}
 * @param complaint what is wrong, or an empty string if the server answered as it should
 */
public record ProcessStatus(String name, OptionalLong pid, String address, String complaint) {

    /** Whether it runs and answered as it should. */
    public boolean healthy() {
        return complaint.isEmpty();
    }
}
