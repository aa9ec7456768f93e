/**
 * The terms of the log: a position, an event with its clock, and what can become of it.
 *
 * <p>An event log is a topic of N partitions; the order within a partition is the truth. An event
 * carries its own partition's <em>clock</em>, so that whether it is late is a function of the log
 * alone, whoever reads it and however partitions interleave.
 */
@NullMarked
package dev.sameriver.log;

import org.jspecify.annotations.NullMarked;
