/**
 * The inner steps of a job, measured one by one with JMH: {@link
 * dev.sameriver.bench.step.StepsMain} runs them. Steps that are not public to their package's users
 * are in a package of the same name in this module.
 */
@NullMarked
package dev.sameriver.bench.step;

import org.jspecify.annotations.NullMarked;
