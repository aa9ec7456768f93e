/**
 * Reads: levels of stock that are asked for through a log of their own, so that what each reader
 * was told can be derived again, and readers move from one version to the next by where they stand
 * in the log.
 */
@NullMarked
package dev.sameriver.jobs.reads;

import org.jspecify.annotations.NullMarked;
