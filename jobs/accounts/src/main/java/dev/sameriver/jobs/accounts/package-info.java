/**
 * Accounts: money transfers, each one message in one partition, decided and booked without an
 * atomic commit.
 */
@NullMarked
package dev.sameriver.jobs.accounts;

import org.jspecify.annotations.NullMarked;
