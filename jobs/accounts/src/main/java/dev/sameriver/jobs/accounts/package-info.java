/**
 * Accounts: money transfers, each one message in one partition, decided and booked without an
 * atomic commit; usernames that are claimed; stock that is sold loosely.
 */
@NullMarked
package dev.sameriver.jobs.accounts;

import org.jspecify.annotations.NullMarked;
