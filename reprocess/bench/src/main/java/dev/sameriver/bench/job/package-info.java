/**
 * The systems that a bench measures. {@link dev.sameriver.bench.job.CaseMain} runs one case of one
 * system in a process of its own; a {@link dev.sameriver.bench.job.SystemJob} is how a system does
 * it, and the {@link dev.sameriver.bench.job.Checksum} of its rows is what must be equal. {@link
 * dev.sameriver.bench.job.LiveMain} runs one system of the live bench until it is killed.
 */
@NullMarked
package dev.sameriver.bench.job;

import org.jspecify.annotations.NullMarked;
