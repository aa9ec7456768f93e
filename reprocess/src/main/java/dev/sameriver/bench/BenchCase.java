package dev.sameriver.bench;

import dev.sameriver.job.RunMode;

/**
 * One job of one system.
 *
 * @param name what is compared: cases of the same name and load have the same rows, and the first
 *     of them is compared with each other one
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

    /** The same job of a system on a load. */
    BenchCase of(BenchSystem other, BenchLoad on, double times) {
        return new BenchCase(name, other, mode, window, backend, on, times);
    }

    /** Whether both are to give the same rows of the same data. */
    boolean isComparedWith(BenchCase other) {
        return name.equals(other.name) && load.equals(other.load);
    }

    /**
     * Whether the system judges late events as ours does where they are very late: Flink by a
     * watermark that moves on with the log, and that had the time to.
     */
    public boolean judgesLate() {
        boolean judges =
                system == BenchSystem.SAMERIVER
                        || (system == BenchSystem.FLINK && mode == RunMode.STREAMING);
        return judges && load.share() >= 0.1;
    }

    /** What holds the state in words. */
    String state() {
        if (!system.isFlink()) {
            return "memory";
        }
        return mode == RunMode.BATCH ? "sorted input" : backend;
    }
}
