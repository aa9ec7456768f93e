package dev.sameriver.jobs.social;

/**
 * An act on its way to a log.
 *
 * @param arrived when it is written to the log, in milliseconds
 * @param time what the clock of the device said, in milliseconds
 * @param partition of the log of such acts
 */
record Arrival(long arrived, long time, int partition, Act act) {}
