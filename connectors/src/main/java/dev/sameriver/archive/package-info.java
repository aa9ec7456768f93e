/**
 * The archive: the past of a log, in immutable segments on any Hadoop file system.
 *
 * <p>{@link LogArchive} is the door. A log lies under {@code <root>/<log>/}: its definition in
 * {@code log.json}, the schemas of its events by fingerprint in {@code schemas/}, Parquet files in
 * {@code segments/} that hold one partition's records in offset order, and in {@code manifest/} one
 * numbered file per commit. Only what a manifest lists exists; whatever else lies there was left by
 * a writer that died. Segments of a partition form a chain of hashes, and so do the manifest files,
 * so that one flipped byte is found and named.
 */
@NullMarked
package dev.sameriver.archive;

import org.jspecify.annotations.NullMarked;
