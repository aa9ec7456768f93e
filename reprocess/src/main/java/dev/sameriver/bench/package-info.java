/**
 * Whole jobs side by side with other systems, on the same data in the same run.
 *
 * <p>{@link dev.sameriver.bench.Bench} runs each {@link dev.sameriver.bench.BenchCase} in a Java
 * process of its own, with the same flags, the systems in turn, several times. All read the same
 * {@link dev.sameriver.bench.Dataset}; no time counts before their rows were found equal. The
 * systems are in a module of their own, so that what they need is on no other class path.
 */
@NullMarked
package dev.sameriver.bench;

import org.jspecify.annotations.NullMarked;
