/**
 * Accounts: requests, each one message in one partition, that are decided without a lock or an
 * atomic commit. Money is moved, usernames are given to one member at a time, and stock is sold
 * loosely, with apologies.
 */
@NullMarked
package dev.sameriver.jobs.accounts;

import org.jspecify.annotations.NullMarked;
