/**
 * Which version of a view a reader sees, and how readers are moved: promote, roll back, retire.
 *
 * <p>Each verb works out a {@link dev.sameriver.versions.Plan} from what the registry holds: a pure
 * function, which can be printed without being carried out. It is worked out again, and carried
 * out, in one transaction that holds the view; the plan says what the versions are to be rather
 * than what to do, so that a verb can be run again and ends in the same place. The view of Postgres
 * that SQL readers use changes in that transaction too.
 *
 * <p>At most two versions of a view are serving. Both have a share of the readers, or one of them
 * has all and the other is what {@code rollback} goes back to.
 */
@NullMarked
package dev.sameriver.versions;

import org.jspecify.annotations.NullMarked;
