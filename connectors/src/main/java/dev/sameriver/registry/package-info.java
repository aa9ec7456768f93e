/**
 * The registry: which versions of each view there are, in which state, with which share of readers,
 * and how far each has come in the log. It lives in Postgres, in the schema {@code sameriver}, next
 * to the rows.
 *
 * <p>A change of a view is one transaction that holds the rows of all its versions, so that two
 * people at once change it one after the other, and a command that dies half-way has changed
 * nothing. In the same transaction it is recorded who changed what, when and why. What a running
 * job reports of its position is no change, and is not recorded.
 */
@NullMarked
package dev.sameriver.registry;

import org.jspecify.annotations.NullMarked;
