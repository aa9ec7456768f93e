/**
 * Whole jobs side by side with stock Flink, on the same data in the same run.
 *
 * <p>{@link dev.sameriver.bench.Bench} runs each {@link dev.sameriver.bench.BenchCase} in a Java
 * process of its own ({@link dev.sameriver.bench.CaseMain}), with the same flags, the systems in
 * turn, several times. Both systems are fed by the same source from the same {@link
 * dev.sameriver.bench.Dataset} and end in the same {@link dev.sameriver.bench.Checksum}; no time
 * counts before their rows were found equal.
 */
@NullMarked
package dev.sameriver.bench;

import org.jspecify.annotations.NullMarked;
