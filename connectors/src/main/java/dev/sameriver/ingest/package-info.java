/**
 * Import: files that a user already has become generation 0 of a log.
 *
 * <p>{@link dev.sameriver.ingest.Importer} reads CSV, JSON lines, Parquet and Avro files as one
 * stream, puts it in the order of arrival, partitions it as Kafka would, and adds it to the archive
 * in one commit. A row that cannot be decoded becomes a dead record of the log and keeps its place.
 */
@NullMarked
package dev.sameriver.ingest;

import org.jspecify.annotations.NullMarked;
