package dev.sameriver.bench.job;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.archive.LogArchive;
import dev.sameriver.bench.BenchCase;
import dev.sameriver.bench.BenchCases;
import dev.sameriver.bench.BenchSystem;
import dev.sameriver.bench.BenchWindow;
import dev.sameriver.bench.BenchWork;
import dev.sameriver.bench.CaseOrder;
import dev.sameriver.bench.CaseRun;
import dev.sameriver.bench.Dataset;
import dev.sameriver.connect.Settings;
import dev.sameriver.job.RunMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchITCase {

    private static final long MINUTES = 3 * 60_000L;
    private static final int EVENTS = 20_000;

    @TempDir private Path directory;

    @Test
    void allSystemsGiveTheSameRowsOfAllWindows() throws Exception {
        assertThat(sameRows(BenchWork.WINDOWS).values())
                .as("tumbling windows, hopping ones by the minute, those by the second, sessions")
                .containsExactlyInAnyOrder(8, 7, 7, 6, 6);
    }

    @Test
    void allSystemsGiveTheSameRowsOfAsOfJoins() throws Exception {
        assertThat(sameRows(BenchWork.AS_OF).values()).containsExactly(5);
    }

    @Test
    void transfersGiveTheSameRowsInEveryMode() throws Exception {
        assertThat(sameRows(BenchWork.TRANSFERS).values()).containsExactly(2);
    }

    @Test
    void lateEventsAreCountedAndInNoRow() throws Exception {
        Dataset data = data("late", BenchWork.WINDOWS, EVENTS, 40, 2);
        Map<String, List<CaseRun>> runs = new HashMap<>();
        try (SystemJob job = CaseMain.job(BenchSystem.SAMERIVER, BenchWork.WINDOWS)) {
            for (BenchCase benchCase : cases(BenchSystem.SAMERIVER, BenchWork.WINDOWS)) {
                if (benchCase.windows().isTumbling() || benchCase.windows().isSession()) {
                    runs.computeIfAbsent(benchCase.derives(), any -> new ArrayList<>())
                            .add(job.run(order(benchCase, data), data));
                }
            }
        }
        assertThat(runs.values())
                .hasSize(2)
                .allSatisfy(
                        same -> {
                            assertThat(same).hasSize(2).allMatch(run -> run.sameRows(same.get(0)));
                            assertThat(same.get(0).late())
                                    .isBetween(EVENTS / 2 / 60L, EVENTS / 2 / 40L);
                        });
    }

    @Test
    void sameNumbersMakeTheSameBytes() throws Exception {
        assertThat(hashes("one")).isEqualTo(hashes("other")).hasSize(4);
    }

    /** How often each kind of rows was derived, which were the same each time. */
    private Map<String, Integer> sameRows(BenchWork work) throws Exception {
        Map<String, CaseRun> first = new HashMap<>();
        Map<String, Integer> counts = new HashMap<>();
        for (BenchSystem system : BenchSystem.values()) {
            try (SystemJob job = CaseMain.job(system, work)) {
                for (BenchCase benchCase : cases(system, work)) {
                    Dataset data = data(benchCase);
                    CaseRun run = job.run(order(benchCase, data), data);
                    CaseRun expected = first.computeIfAbsent(benchCase.derives(), any -> run);
                    assertThat(run.rows()).as("%s", benchCase).isPositive();
                    assertThat(run.sameRows(expected)).as("%s", benchCase).isTrue();
                    counts.merge(benchCase.derives(), 1, Integer::sum);
                }
            }
        }
        return counts;
    }

    /**
     * Of each kind of rows one batch and one stream, whatever the keys; streams first, as later
     * jobs run on their cluster.
     */
    private static List<BenchCase> cases(BenchSystem system, BenchWork work) {
        return BenchCases.all().stream()
                .filter(one -> one.system() == system && one.work() == work && tellsMore(one))
                .sorted(Comparator.comparing(one -> one.mode() == RunMode.BATCH))
                .collect(
                        toMap(
                                one -> List.of(one.mode(), one.derives()),
                                one -> one,
                                (one, same) -> one,
                                LinkedHashMap::new))
                .values()
                .stream()
                .toList();
    }

    /** Leaves out what takes long, or differs from others only in what is Flink's own. */
    private static boolean tellsMore(BenchCase one) {
        boolean isStream = one.mode() == RunMode.STREAMING;
        boolean onRocksDb = one.backend().equals("rocksdb");
        return switch (one.system()) {
            case FLINK -> isStream && onRocksDb;
            case FLINK_FILES -> isStream && one.windows().isTumbling();
            // As a stream, it looks up each of 3,600 slices for each row.
            case FLINK_SQL -> !isStream || (onRocksDb && !isBySecond(one));
            default -> !isStream || onRocksDb;
        };
    }

    private static boolean isBySecond(BenchCase one) {
        return one.work() == BenchWork.WINDOWS && one.windows().slideSeconds() == 1;
    }

    private CaseOrder order(BenchCase benchCase, Dataset data) {
        String checkpoints = directory.resolve("checkpoints").toUri().toString();
        return new CaseOrder(benchCase, data, null, 0, 2, checkpoints, 500);
    }

    /** The fewer events, the more windows each of them is in; for sessions, some to a key. */
    private Dataset data(BenchCase benchCase) throws Exception {
        if (benchCase.work() != BenchWork.WINDOWS) {
            return data("rows", benchCase.work(), EVENTS, 40, 0);
        }
        BenchWindow window = benchCase.windows();
        long events =
                window.isSession()
                        ? EVENTS
                        : Math.max(40, EVENTS * window.slideSeconds() / window.sizeSeconds());
        int keys = window.isSession() ? 2_000 : events < 400 ? 4 : 40;
        return data("rows", BenchWork.WINDOWS, events, keys, 0);
    }

    private Dataset data(String name, BenchWork work, long events, int keys, int latePercent)
            throws Exception {
        Dataset data =
                new Dataset(
                        directory.resolve(name).toString(),
                        work,
                        events,
                        keys,
                        MINUTES,
                        latePercent);
        data.make();
        return data;
    }

    private List<String> hashes(String name) throws Exception {
        Dataset data = data(name, BenchWork.WINDOWS, EVENTS, 40, 0);
        data.make();
        Settings settings = data.settings();
        return LogArchive.open(settings.require(Settings.ARCHIVE), settings.hadoop(), Dataset.LOG)
                .manifest()
                .segments()
                .stream()
                .map(segment -> segment.sha256())
                .toList();
    }
}
