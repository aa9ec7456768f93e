package dev.sameriver.bench;

import dev.sameriver.job.RunMode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One job of one system.
 *
 * @param name what is compared: cases of the same name and load have the same rows, and the first
 *     of them is compared with each other one
 * @param mode batch or streaming; what a system has only as a stream is one in either mode
 * @param work what is derived
 * @param window the windows of {@link BenchWork#WINDOWS}; null for other work
 * @param backend the value of Flink's {@code state.backend.type}. A batch job of Flink keeps the
 *     state of one key at a time in memory, behind a sort, whatever that says
 * @param target how many times as fast the first system is to be; 0 for no target
 */
public record BenchCase(
        String name,
        BenchSystem system,
        RunMode mode,
        BenchWork work,
        @Nullable BenchWindow window,
        String backend,
        BenchLoad load,
        double target) {

    /** The same job of a system on a load. */
    BenchCase of(BenchSystem other, BenchLoad on, double times) {
        return new BenchCase(name, other, mode, work, window, backend, on, times);
    }

    /** Whether both are to give the same rows of the same data. */
    boolean isComparedWith(BenchCase other) {
        return name.equals(other.name) && load.equals(other.load);
    }

    /**
     * Whether the case is one of windows, and the system judges late events as ours does where they
     * are very late: Flink by a watermark that moves on with the log, and that had the time to.
     */
    public boolean judgesLate() {
        boolean judges =
                system == BenchSystem.SAMERIVER
                        || (system == BenchSystem.FLINK && mode == RunMode.STREAMING);
        return judges && work == BenchWork.WINDOWS && load.share() >= 0.1;
    }

    /** The windows of a case of windows. */
    public BenchWindow windows() {
        return Objects.requireNonNull(window, "this is no case of windows");
    }

    /** Whether the system can do the work as a stream only: Flink SQL joins as of times so. */
    private boolean isStreamInAnyMode() {
        return work == BenchWork.AS_OF && system == BenchSystem.FLINK_SQL;
    }

    /** What is derived, in words. */
    public String derives() {
        return window == null ? work.toString() : window.toString();
    }

    /** What holds the state in words. */
    String state() {
        if (!system.isFlink()) {
            return "memory";
        }
        boolean isBatch = mode == RunMode.BATCH && !isStreamInAnyMode();
        return isBatch ? "sorted input" : backend;
    }
}
