/** Tests of the transfers. */
@NullMarked
package dev.sameriver.jobs.accounts;

import org.jspecify.annotations.NullMarked;
