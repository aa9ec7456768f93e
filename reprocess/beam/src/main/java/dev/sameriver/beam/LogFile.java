package dev.sameriver.beam;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * What is read of a log's {@code log.json}.
 *
 * @param partitions how many partitions the log was defined with
 * @param schema the fingerprint of its current schema
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record LogFile(int version, int partitions, String schema) {}
