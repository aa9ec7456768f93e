package dev.sameriver.bench;

import dev.sameriver.job.RunMode;

/**
 * One job of one system.
 *
 * @param name what is compared: cases of the same name have the same rows, and the first of them is
 *     compared with each other one
 * @param mode batch or streaming
 * @param backend the value of Flink's {@code state.backend.type}. A batch job of Flink keeps the
 *     state of one key at a time in memory, behind a sort, whatever that says
 * @param target how many times as fast the first system is to be; 0 for no target
 */
public record BenchCase(
        String name,
        BenchSystem system,
        RunMode mode,
        BenchWindow window,
        String backend,
        BenchLoad load,
        double target) {

    /** What holds the state in words. */
    String state() {
        if (!system.isFlink()) {
            return "memory";
        }
        return mode == RunMode.BATCH ? "sorted input" : backend;
    }
}
