/**
 * Fraud: purchases that are scored by what became of earlier ones from the same IP address, e-mail
 * address, billing and shipping address, each of which is a partitioning of its own.
 */
@NullMarked
package dev.sameriver.jobs.fraud;

import org.jspecify.annotations.NullMarked;
