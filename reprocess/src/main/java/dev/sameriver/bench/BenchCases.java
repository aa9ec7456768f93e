package dev.sameriver.bench;

import dev.sameriver.job.RunMode;
import java.util.List;
import java.util.stream.Stream;

/** All that is measured. */
public final class BenchCases {

    private static final String ROCKSDB = "rocksdb";

    private BenchCases() {}

    /** The cases, those of one name together, ours first. */
    public static List<BenchCase> all() {
        return Stream.of(
                        pair(
                                "streaming-hopping",
                                RunMode.STREAMING,
                                BenchWindow.hopping(3600, 60),
                                10),
                        pair("batch-tumbling", RunMode.BATCH, BenchWindow.tumbling(60), 5))
                .flatMap(List::stream)
                .toList();
    }

    private static List<BenchCase> pair(
            String name, RunMode mode, BenchWindow window, double target) {
        return List.of(
                new BenchCase(name, BenchSystem.SAMERIVER, mode, window, ROCKSDB, target),
                new BenchCase(name, BenchSystem.FLINK, mode, window, ROCKSDB, target));
    }
}
