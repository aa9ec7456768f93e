package dev.sameriver.bench;

import static dev.sameriver.bench.BenchSystem.DUCKDB;
import static dev.sameriver.bench.BenchSystem.FLINK;
import static dev.sameriver.bench.BenchSystem.FLINK_FILES;
import static dev.sameriver.bench.BenchSystem.FLINK_SQL;
import static dev.sameriver.bench.BenchSystem.LOOP;
import static dev.sameriver.bench.BenchSystem.SAMERIVER;

import dev.sameriver.job.RunMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All that is measured; in each comparison our system comes first. */
public final class BenchCases {

    private static final String HEAP = "hashmap";
    private static final String ROCKSDB = "rocksdb";

    private static final BenchWindow MINUTES = BenchWindow.tumbling(60);
    private static final BenchWindow HOURS_BY_MINUTE = BenchWindow.hopping(3600, 60);
    private static final BenchWindow SESSIONS = BenchWindow.session(30);

    /** So far apart that most events of a key are a session of their own. */
    private static final BenchLoad SPARSE_KEYS_10 = new BenchLoad(10, 1, 1);

    /** So many events a key and minute that the rows are a tenth of the events or fewer. */
    private static final BenchLoad KEYS_10K = new BenchLoad(10_000, 10, 1);

    private static final BenchLoad KEYS_1M = new BenchLoad(1_000_000, 10, 1);

    private static final BenchLoad KEYS_100 = new BenchLoad(100, 1_600, 1);

    /** So few that the rows, one a key and second where the slide is 1 s, do not dominate. */
    private static final BenchLoad KEYS_10 = new BenchLoad(10, 16_000, 1);

    private static final BenchLoad JOINED = new BenchLoad(1_000, 10, 0.1);

    /** So few that streaming holds the ids of an hour in memory. */
    private static final BenchLoad ACCOUNTS = new BenchLoad(600, 1, 0.05);

    private BenchCases() {}

    /** The cases, those of one name together. */
    public static List<BenchCase> all() {
        List<BenchCase> all = new ArrayList<>();
        batch("tumbling", MINUTES, KEYS_10K, all)
                .ours()
                .against(FLINK, 10)
                .against(FLINK_FILES, 10)
                .against(FLINK_SQL, 5)
                .against(DUCKDB, 0.5)
                .against(LOOP, 0);
        streaming("tumbling", HEAP, MINUTES, KEYS_10K, all)
                .ours()
                .against(FLINK, 0)
                .against(FLINK_FILES, 0);
        streaming("tumbling", ROCKSDB, MINUTES, KEYS_10K, all)
                .ours()
                .against(FLINK, 20)
                .against(FLINK_FILES, 20)
                .against(FLINK_SQL, 0);
        batch("tumbling-1m-keys", MINUTES, KEYS_1M, all)
                .ours()
                .against(FLINK, 0)
                .against(FLINK_SQL, 0)
                .against(DUCKDB, 0)
                .against(LOOP, 0);
        streaming("tumbling-1m-keys", ROCKSDB, MINUTES, share(KEYS_1M, 0.25), all)
                .ours()
                .against(FLINK, 0)
                .against(FLINK_SQL, 0);
        batch("hopping-600-60", BenchWindow.hopping(600, 60), KEYS_10, all)
                .ours()
                .against(FLINK_SQL, 0)
                .against(DUCKDB, 0)
                .against(LOOP, 0);
        batch("hopping-3600-60", HOURS_BY_MINUTE, KEYS_100, all)
                .ours()
                .against(FLINK_SQL, 30)
                .against(DUCKDB, 1)
                .against(LOOP, 0);
        batch("hopping-3600-1", BenchWindow.hopping(3600, 1), KEYS_10, all)
                .ours()
                .against(DUCKDB, 0);
        streaming("hopping-3600-60", HEAP, HOURS_BY_MINUTE, KEYS_100, all)
                .ours()
                .against(FLINK, 50);
        streaming("hopping-3600-60", ROCKSDB, HOURS_BY_MINUTE, share(KEYS_100, 0.1), all)
                .ours()
                .against(FLINK, 200)
                .against(FLINK_SQL, 30);
        batch("session-10-keys", SESSIONS, SPARSE_KEYS_10, all)
                .ours()
                .against(FLINK, 0)
                .against(DUCKDB, 0);
        streaming("session", ROCKSDB, SESSIONS, share(KEYS_10K, 0.1), all).ours().against(FLINK, 3);
        of("as-of-batch", BenchWork.AS_OF, RunMode.BATCH, HEAP, JOINED, all)
                .ours()
                .against(FLINK_SQL, 3)
                .against(DUCKDB, 0);
        of("as-of-streaming-heap", BenchWork.AS_OF, RunMode.STREAMING, HEAP, JOINED, all)
                .ours()
                .against(FLINK_SQL, 3);
        of(
                        "as-of-streaming-rocksdb",
                        BenchWork.AS_OF,
                        RunMode.STREAMING,
                        ROCKSDB,
                        share(JOINED, 0.01),
                        all)
                .ours()
                .against(FLINK_SQL, 3);
        of("transfers", BenchWork.TRANSFERS, RunMode.BATCH, HEAP, ACCOUNTS, all).ours();
        of("transfers", BenchWork.TRANSFERS, RunMode.STREAMING, HEAP, ACCOUNTS, all).ours();
        of("transfers", BenchWork.TRANSFERS, RunMode.STREAMING, ROCKSDB, ACCOUNTS, all).ours();
        return all;
    }

    private static Comparison of(
            String name,
            BenchWork work,
            RunMode mode,
            String backend,
            BenchLoad load,
            List<BenchCase> into) {
        return new Comparison(name, mode, backend, work, null, load, into);
    }

    private static BenchLoad share(BenchLoad load, double share) {
        return new BenchLoad(load.keys(), load.perKeyMinute(), share);
    }

    private static Comparison batch(
            String name, BenchWindow window, BenchLoad load, List<BenchCase> into) {
        return new Comparison(
                name + "-batch", RunMode.BATCH, HEAP, BenchWork.WINDOWS, window, load, into);
    }

    private static Comparison streaming(
            String name, String backend, BenchWindow window, BenchLoad load, List<BenchCase> into) {
        String full = name + "-streaming-" + (backend.equals(HEAP) ? "heap" : backend);
        return new Comparison(
                full, RunMode.STREAMING, backend, BenchWork.WINDOWS, window, load, into);
    }

    private record Comparison(
            String name,
            RunMode mode,
            String backend,
            BenchWork work,
            @Nullable BenchWindow window,
            BenchLoad load,
            List<BenchCase> into) {

        Comparison ours() {
            return against(SAMERIVER, 0);
        }

        Comparison against(BenchSystem system, double target) {
            into.add(new BenchCase(name, system, mode, work, window, backend, load, target));
            return this;
        }
    }
}
