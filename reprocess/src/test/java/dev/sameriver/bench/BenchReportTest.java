package dev.sameriver.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.job.RunMode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchReportTest {

    private static final long EVENTS = 1_000;

    @TempDir private Path directory;

    @Test
    void summaryHasALineForEachComparisonWithItsShareOfTheEvents() {
        BenchReport report =
                report(
                        Map.of(
                                BenchSystem.SAMERIVER, 1_000L,
                                BenchSystem.FLINK, 9_000L,
                                BenchSystem.DUCKDB, 500L));
        assertThat(report.summary())
                .contains(
                        List.of(
                                "tumbling-batch",
                                "sorted input",
                                "1000",
                                "1000",
                                "9.0x, 10x missed",
                                "",
                                "",
                                "0.50x, 0.50x met",
                                ""),
                        List.of(
                                "hopping-600-60-batch",
                                "sorted input",
                                "1000",
                                "1000",
                                "",
                                "",
                                "",
                                "0.50x",
                                ""),
                        List.of(
                                "hopping-600-60-batch",
                                "sorted input",
                                "250",
                                "250",
                                "9.0x",
                                "",
                                "",
                                "",
                                ""));
    }

    @Test
    void workWithoutWindowsIsInTheSummaryAndNotPromised() {
        BenchReport report = report(Map.of(BenchSystem.SAMERIVER, 1_000L));
        assertThat(report.summary())
                .filteredOn(line -> line.get(0).equals("transfers"))
                .extracting(line -> line.get(1))
                .containsExactly("sorted input", "hashmap", "rocksdb");
        assertThat(report.promises())
                .hasSizeGreaterThan(1)
                .noneMatch(line -> line.get(0).startsWith("as-of"))
                .noneMatch(line -> line.get(0).equals("transfers"));
    }

    @Test
    void onlyCasesOfWindowsJudgeLateEvents() {
        assertThat(BenchCases.all())
                .filteredOn(BenchCase::judgesLate)
                .isNotEmpty()
                .allMatch(one -> one.work() == BenchWork.WINDOWS);
    }

    @Test
    void promisesAreOfTheSameEvents() {
        List<CaseResult> results = new ArrayList<>();
        results.add(ours("tumbling-batch", 800));
        results.add(ours("tumbling-streaming-heap", 1_000));
        results.add(ours("tumbling-streaming-rocksdb", 1_010));
        results.add(ours("hopping-600-60-10-keys-streaming-heap", 1_000));
        results.add(ours("hopping-600-60-10-keys-batch", 1_000));
        results.add(ours("hopping-3600-1-10-keys-batch", 1_300));
        assertThat(report(results).promises())
                .contains(
                        List.of("tumbling-streaming-heap", "tumbling-batch", "80%", "80%, met"),
                        List.of(
                                "tumbling-streaming-rocksdb",
                                "tumbling-batch",
                                "79%",
                                "80%, missed"),
                        List.of(
                                "hopping-3600-1-10-keys-batch",
                                "hopping-600-60-10-keys-batch",
                                "77%",
                                "80% to 120%, missed"))
                .doesNotContain(List.of("hopping-600-60-10-keys-streaming-heap", "tumbling-batch"));
    }

    @Test
    void everyStreamOfWindowsIsComparedWithTheBatchOfSomeOfItsEvents() {
        List<List<String>> promises = report(Map.of(BenchSystem.SAMERIVER, 1_000L)).promises();
        assertThat(BenchCases.all())
                .filteredOn(
                        one ->
                                one.system() == BenchSystem.SAMERIVER
                                        && one.work() == BenchWork.WINDOWS
                                        && one.mode() == RunMode.STREAMING)
                .extracting(BenchCase::name)
                .allSatisfy(
                        name ->
                                assertThat(promises)
                                        .anySatisfy(
                                                line ->
                                                        assertThat(line)
                                                                .startsWith(name)
                                                                .contains("80%, met")));
    }

    @Test
    void caseThatFailsIsToldOfAndLeftOut() throws Exception {
        Files.createDirectories(directory.resolve("reprocess/bench/target"));
        Bench bench = new Bench(directory.toString(), 10, 0, 0, 1, 1, Duration.ofSeconds(10));
        CaseProcess process = new CaseProcess(directory, directory, List.of("-Xms16m", "-Xmx16m"));
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        List<BenchCase> cases = BenchCases.all().subList(0, 1);
        List<CaseResult> results =
                bench.run(cases, process, new PrintStream(told, true, StandardCharsets.UTF_8));
        assertThat(results).isEmpty();
        assertThat(told.toString(StandardCharsets.UTF_8))
                .startsWith("tumbling-batch of sameriver failed: ");
    }

    /** As if each case of these systems took so many milliseconds. */
    private static BenchReport report(Map<BenchSystem, Long> millis) {
        List<CaseResult> results = new ArrayList<>();
        for (BenchCase one : BenchCases.all()) {
            if (millis.containsKey(one.system())) {
                results.add(result(one, millis.get(one.system())));
            }
        }
        return report(results);
    }

    private static BenchReport report(List<CaseResult> results) {
        Bench bench = new Bench("data", EVENTS, 0, 0, 2, 1, Duration.ofSeconds(10));
        return BenchReport.of(bench, "./sameriver bench", results);
    }

    private static CaseResult ours(String name, long millis) {
        BenchCase first =
                BenchCases.all().stream()
                        .filter(one -> one.name().equals(name))
                        .findFirst()
                        .orElseThrow();
        return result(first, millis);
    }

    private static CaseResult result(BenchCase one, long millis) {
        return CaseResult.of(one, List.of(CaseRun.of(millis, millis, 5, 7)));
    }
}
