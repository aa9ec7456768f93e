package dev.sameriver.archive;

import java.util.List;

/**
 * What a verification saw.
 *
 * @param manifests manifest files read
 * @param segments segments read
 * @param rows rows of these as the manifest lists them; with {@link VerifyDepth#ROWS}, read
 * @param bytes bytes of these files
 * @param findings what is wrong; empty if all is sound
 */
public record VerifyReport(
        int logs, long manifests, long segments, long rows, long bytes, List<Finding> findings) {

    /** Whether nothing is wrong. */
    public boolean isSound() {
        return findings.isEmpty();
    }
}
