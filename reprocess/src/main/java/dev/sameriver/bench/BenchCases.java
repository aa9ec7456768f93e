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

/**
 * All that is measured: each kind of windows with 10,000 and with 1,000,000 keys, in batch and as a
 * stream with its state on heap and in RocksDB; with few keys what only shows there, as windows
 * that move on by the second, which with many would be all rows; and as-of joins and transfers in
 * the same modes.
 *
 * <p>In each comparison our system comes first. Systems that would take hours for all events read a
 * share of them, and are compared with ours on the same share. Hopping windows of 1,000,000 keys
 * have small shares because of their rows: one event leads to 60 of them.
 */
public final class BenchCases {

    private static final String HEAP = "hashmap";
    private static final String ROCKSDB = "rocksdb";

    private static final BenchWindow MINUTES = BenchWindow.tumbling(60);
    private static final BenchWindow TEN_MINUTES = BenchWindow.hopping(600, 60);
    private static final BenchWindow HOURS_BY_MINUTE = BenchWindow.hopping(3600, 60);
    private static final BenchWindow HOURS_BY_SECOND = BenchWindow.hopping(3600, 1);
    private static final BenchWindow SESSIONS = BenchWindow.session(30);

    /** So many events a key and minute that the rows are a tenth of the events or fewer. */
    private static final BenchLoad KEYS_10K = new BenchLoad(10_000, 10, 1);

    private static final BenchLoad KEYS_1M = new BenchLoad(1_000_000, 10, 1);

    private static final BenchLoad KEYS_100 = new BenchLoad(100, 1_600, 1);

    /** So few that the rows, one a key and second where the slide is 1 s, do not dominate. */
    private static final BenchLoad KEYS_10 = new BenchLoad(10, 16_000, 1);

    /** So far apart that most events of a key are a session of their own. */
    private static final BenchLoad SPARSE_KEYS_10 = new BenchLoad(10, 1, 1);

    private static final BenchLoad JOINED = new BenchLoad(1_000, 10, 0.1);

    /** So few that streaming holds the ids of an hour in memory. */
    private static final BenchLoad ACCOUNTS = new BenchLoad(600, 1, 0.05);

    private final List<BenchCase> all = new ArrayList<>();

    private BenchCases() {}

    /** The cases, those that are compared with each other together. */
    public static List<BenchCase> all() {
        BenchCases cases = new BenchCases();
        cases.tumbling();
        cases.hoppingTenMinutes();
        cases.hoppingHours();
        cases.hoppingBySecond();
        cases.sessions();
        cases.asOf();
        cases.transfers();
        return List.copyOf(cases.all);
    }

    private void tumbling() {
        batch("tumbling", MINUTES, KEYS_10K)
                .against(FLINK, 10)
                .against(FLINK_FILES, 10)
                .against(FLINK_SQL, 5)
                .against(DUCKDB, 0.5)
                .against(LOOP);
        heap("tumbling", MINUTES, KEYS_10K).against(FLINK).against(FLINK_FILES);
        rocksDb("tumbling", MINUTES, KEYS_10K)
                .against(FLINK, 20)
                .against(FLINK_FILES, 20)
                .against(FLINK_SQL);
        batch("tumbling-1m-keys", MINUTES, KEYS_1M)
                .against(FLINK)
                .against(FLINK_FILES)
                .against(FLINK_SQL)
                .against(DUCKDB)
                .against(LOOP)
                .onShare(0.25);
        heap("tumbling-1m-keys", MINUTES, KEYS_1M.ofShare(0.25))
                .against(FLINK)
                .against(FLINK_FILES);
        rocksDb("tumbling-1m-keys", MINUTES, KEYS_1M.ofShare(0.25))
                .against(FLINK)
                .against(FLINK_FILES)
                .against(FLINK_SQL);
    }

    private void hoppingTenMinutes() {
        String name = "hopping-600-60";
        batch(name, TEN_MINUTES, KEYS_10K)
                .against(FLINK_SQL)
                .against(DUCKDB)
                .against(LOOP)
                .onShare(0.25)
                .against(FLINK)
                .against(FLINK_FILES);
        heap(name, TEN_MINUTES, KEYS_10K).onShare(0.25).against(FLINK).against(FLINK_FILES);
        rocksDb(name, TEN_MINUTES, KEYS_10K)
                .onShare(0.05)
                .against(FLINK)
                .against(FLINK_FILES)
                .against(FLINK_SQL);
        String many = name + "-1m-keys";
        batch(many, TEN_MINUTES, KEYS_1M.ofShare(0.05))
                .against(FLINK)
                .against(FLINK_FILES)
                .against(FLINK_SQL)
                .against(DUCKDB)
                .against(LOOP)
                .onShare(0.02);
        heap(many, TEN_MINUTES, KEYS_1M.ofShare(0.02)).against(FLINK).against(FLINK_FILES);
        rocksDb(many, TEN_MINUTES, KEYS_1M.ofShare(0.02))
                .against(FLINK)
                .against(FLINK_FILES)
                .against(FLINK_SQL);
        String few = name + "-10-keys";
        batch(few, TEN_MINUTES, KEYS_10).against(FLINK_SQL).against(DUCKDB).against(LOOP);
        heap(few, TEN_MINUTES, KEYS_10);
        rocksDb(few, TEN_MINUTES, KEYS_10);
    }

    private void hoppingHours() {
        String name = "hopping-3600-60";
        batch(name, HOURS_BY_MINUTE, KEYS_10K)
                .against(DUCKDB, 1)
                .against(LOOP)
                .onShare(0.05)
                .against(FLINK)
                .against(FLINK_FILES)
                .against(FLINK_SQL, 30);
        heap(name, HOURS_BY_MINUTE, KEYS_10K).onShare(0.05).against(FLINK, 50).against(FLINK_FILES);
        rocksDb(name, HOURS_BY_MINUTE, KEYS_10K)
                .onShare(0.05)
                .against(FLINK_SQL, 30)
                .onShare(0.1)
                .against(FLINK, 200)
                .against(FLINK_FILES);
        String many = name + "-1m-keys";
        batch(many, HOURS_BY_MINUTE, KEYS_1M.ofShare(0.005))
                .against(FLINK)
                .against(FLINK_FILES)
                .against(FLINK_SQL)
                .against(DUCKDB)
                .against(LOOP)
                .onShare(0.002);
        heap(many, HOURS_BY_MINUTE, KEYS_1M.ofShare(0.002)).against(FLINK).against(FLINK_FILES);
        rocksDb(many, HOURS_BY_MINUTE, KEYS_1M.ofShare(0.002))
                .against(FLINK)
                .against(FLINK_FILES)
                .against(FLINK_SQL);
        String few = name + "-100-keys";
        batch(few, HOURS_BY_MINUTE, KEYS_100)
                .against(DUCKDB, 1)
                .against(LOOP)
                .onShare(0.25)
                .against(FLINK_SQL, 30);
        heap(few, HOURS_BY_MINUTE, KEYS_100).against(FLINK, 50);
        rocksDb(few, HOURS_BY_MINUTE, KEYS_100)
                .against(FLINK_SQL, 30)
                .onShare(0.1)
                .against(FLINK, 200);
    }

    private void hoppingBySecond() {
        String name = "hopping-3600-1-10-keys";
        batch(name, HOURS_BY_SECOND, KEYS_10)
                .against(DUCKDB)
                .against(LOOP)
                .onShare(0.001)
                .against(FLINK)
                .against(FLINK_FILES)
                .against(FLINK_SQL);
        heap(name, HOURS_BY_SECOND, KEYS_10).onShare(0.001).against(FLINK).against(FLINK_FILES);
        rocksDb(name, HOURS_BY_SECOND, KEYS_10)
                .onShare(0.0001)
                .against(FLINK)
                .against(FLINK_FILES)
                .against(FLINK_SQL);
    }

    /** Flink SQL has sessions as a stream only. */
    private void sessions() {
        batch("session", SESSIONS, KEYS_10K)
                .against(DUCKDB)
                .against(LOOP)
                .onShare(0.25)
                .against(FLINK)
                .against(FLINK_FILES);
        heap("session", SESSIONS, KEYS_10K).onShare(0.25).against(FLINK).against(FLINK_FILES);
        rocksDb("session", SESSIONS, KEYS_10K)
                .onShare(0.1)
                .against(FLINK, 3)
                .against(FLINK_FILES)
                .onShare(0.01)
                .against(FLINK_SQL);
        batch("session-1m-keys", SESSIONS, KEYS_1M)
                .against(DUCKDB)
                .against(LOOP)
                .onShare(0.05)
                .onShare(0.1)
                .against(FLINK)
                .against(FLINK_FILES);
        heap("session-1m-keys", SESSIONS, KEYS_1M.ofShare(0.1)).against(FLINK).against(FLINK_FILES);
        rocksDb("session-1m-keys", SESSIONS, KEYS_1M.ofShare(0.05))
                .against(FLINK)
                .against(FLINK_FILES)
                .onShare(0.01)
                .against(FLINK_SQL);
        batch("session-10-keys", SESSIONS, SPARSE_KEYS_10).against(FLINK).against(DUCKDB);
    }

    private void asOf() {
        of("as-of-batch", BenchWork.AS_OF, RunMode.BATCH, HEAP, JOINED)
                .against(FLINK_SQL, 3)
                .against(DUCKDB);
        of("as-of-streaming-heap", BenchWork.AS_OF, RunMode.STREAMING, HEAP, JOINED)
                .against(FLINK_SQL, 3);
        of(
                        "as-of-streaming-rocksdb",
                        BenchWork.AS_OF,
                        RunMode.STREAMING,
                        ROCKSDB,
                        JOINED.ofShare(0.01))
                .against(FLINK_SQL, 3);
    }

    /** No other system has them: what is compared is ours in each mode. */
    private void transfers() {
        of("transfers", BenchWork.TRANSFERS, RunMode.BATCH, HEAP, ACCOUNTS);
        of("transfers", BenchWork.TRANSFERS, RunMode.STREAMING, HEAP, ACCOUNTS);
        of("transfers", BenchWork.TRANSFERS, RunMode.STREAMING, ROCKSDB, ACCOUNTS);
    }

    private Comparison batch(String name, BenchWindow window, BenchLoad load) {
        return ours(name + "-batch", RunMode.BATCH, HEAP, window, load);
    }

    private Comparison heap(String name, BenchWindow window, BenchLoad load) {
        return ours(name + "-streaming-heap", RunMode.STREAMING, HEAP, window, load);
    }

    private Comparison rocksDb(String name, BenchWindow window, BenchLoad load) {
        return ours(name + "-streaming-rocksdb", RunMode.STREAMING, ROCKSDB, window, load);
    }

    private Comparison ours(
            String name, RunMode mode, String backend, BenchWindow window, BenchLoad load) {
        return new Comparison(
                new BenchCase(name, SAMERIVER, mode, BenchWork.WINDOWS, window, backend, load, 0));
    }

    private Comparison of(
            String name, BenchWork work, RunMode mode, String backend, BenchLoad load) {
        return new Comparison(new BenchCase(name, SAMERIVER, mode, work, null, backend, load, 0));
    }

    /** Our case, and the others behind it. */
    private final class Comparison {

        private final BenchCase ours;

        Comparison(BenchCase ours) {
            this.ours = ours;
            all.add(ours);
        }

        Comparison against(BenchSystem system) {
            return against(system, 0);
        }

        Comparison against(BenchSystem system, double target) {
            all.add(ours.of(system, ours.load(), target));
            return this;
        }

        /** The same job of ours on a share of a bench's events, for those that come next. */
        Comparison onShare(double share) {
            return new Comparison(ours.of(SAMERIVER, ours.load().ofShare(share), 0));
        }
    }
}
