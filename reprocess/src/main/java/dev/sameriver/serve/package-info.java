/**
 * The read service: the rows of views by HTTP, in JSON.
 *
 * <p>A read is one read-only transaction of Postgres. In it the registry says which version the
 * reader sees, and the rows are read from that version's table. So a read is of one version, and
 * nothing is kept that a change of the shares would have to reach: the next read sees it.
 *
 * <p>A reader that names a log position waits, without holding a thread or a connection, until the
 * version has reached it.
 */
@NullMarked
package dev.sameriver.serve;

import org.jspecify.annotations.NullMarked;
