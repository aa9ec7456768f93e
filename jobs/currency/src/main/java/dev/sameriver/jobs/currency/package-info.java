/** Purchases in foreign currencies, in euros: a join of two logs as of the time of the purchase. */
@NullMarked
package dev.sameriver.jobs.currency;

import org.jspecify.annotations.NullMarked;
