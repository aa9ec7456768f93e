/**
 * What the verb {@code audit} does: holds the rows that a view serves against two derivations of
 * its log, by two engines, and leaves a signed record of what was found.
 *
 * <p>Start at {@link dev.sameriver.audit.Audit}. It reads the archive's hashes back, lets {@link
 * dev.sameriver.audit.BeamProcess} and the main engine derive the rows, and makes a tree of hashes
 * of each side ({@link dev.sameriver.audit.HashNode}); where trees differ, {@code compare} names
 * the rows. {@link dev.sameriver.audit.SignedRecord} is what is left behind, {@link
 * dev.sameriver.audit.AuditStore} keeps it in the registry, and {@link dev.sameriver.audit.Rounds}
 * audits again and again.
 */
@NullMarked
package dev.sameriver.audit;

import org.jspecify.annotations.NullMarked;
