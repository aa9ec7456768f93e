package dev.sameriver.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaseResultTest {

    private static final List<BenchCase> PAIR = BenchCases.all().subList(0, 2);

    @TempDir private Path directory;

    @Test
    void medianIsTheMiddleRunOrTheMeanOfTheTwoInTheMiddle() {
        assertThat(result(PAIR.get(0), 900, 100, 300).millis()).isEqualTo(300);
        assertThat(result(PAIR.get(0), 900, 100).millis()).isEqualTo(500);
        assertThat(result(PAIR.get(0), 900, 100, 300, 600).millis()).isEqualTo(450);
    }

    @Test
    void fastestAndSlowestRunStandBesideTheMedian() {
        assertThat(
                        new BenchReport(
                                        "",
                                        "",
                                        10,
                                        0,
                                        0,
                                        1,
                                        3,
                                        List.of(result(PAIR.get(0), 900, 100, 300)))
                                .table()
                                .get(1))
                .containsSequence("0.3", "0.1", "0.9");
    }

    @Test
    void ratioIsOfTheFirstSystemOfTheSameName() {
        assertThat(report().table().get(1))
                .contains("2.0", "5000")
                .endsWith("", "", "", "3", "1.5");
        assertThat(report().table().get(2))
                .contains("24.0")
                .endsWith("12.0x", "12.0x", "10.0x", "3", "1.5");
    }

    @Test
    void jsonHoldsEveryRun() throws Exception {
        Path file = directory.resolve("bench.json");
        report().write(file);
        assertThat(Files.readString(file))
                .contains("\"millis\" : 24000", "\"sum\" : 7", "./sameriver bench --events=10000");
    }

    private static BenchReport report() {
        Bench bench = new Bench("data", 10_000, 0, 0, 2, 1, Duration.ofSeconds(10));
        return BenchReport.of(
                bench,
                "./sameriver bench --events=10000",
                List.of(result(PAIR.get(0), 2_000), result(PAIR.get(1), 24_000)));
    }

    private static CaseResult result(BenchCase benchCase, long... millis) {
        return CaseResult.of(
                benchCase,
                Arrays.stream(millis)
                        .mapToObj(time -> new CaseRun(time, time, 5, 7, 0, 3, 1_500_000, 0, 0))
                        .toList());
    }
}
