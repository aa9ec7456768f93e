package dev.sameriver.beam;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * The first line of a commit of the manifest.
 *
 * @param snapshot whether the commit lists all segments, not only those that it added
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record CommitLine(int version, boolean snapshot) {}
