/** Tests of transfers, usernames and stock. */
@NullMarked
package dev.sameriver.jobs.accounts;

import org.jspecify.annotations.NullMarked;
