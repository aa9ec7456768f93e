package dev.sameriver.bench.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.archive.LogArchive;
import dev.sameriver.bench.BenchCase;
import dev.sameriver.bench.BenchCases;
import dev.sameriver.bench.BenchWork;
import dev.sameriver.bench.CaseOrder;
import dev.sameriver.bench.CaseRun;
import dev.sameriver.bench.Dataset;
import dev.sameriver.connect.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchITCase {

    private static final long MINUTES = 3 * 60_000L;

    @TempDir private Path directory;

    @Test
    void allSystemsGiveTheSameRowsInEveryCase() throws Exception {
        for (BenchWork work : BenchWork.values()) {
            data("rows", work).make();
        }
        for (String name : BenchCases.all().stream().map(BenchCase::name).distinct().toList()) {
            List<CaseRun> runs = new ArrayList<>();
            for (BenchCase benchCase : BenchCases.all()) {
                if (benchCase.name().equals(name)) {
                    String checkpoints = directory.resolve("checkpoints").toUri().toString();
                    runs.add(
                            CaseMain.run(
                                    new CaseOrder(
                                            benchCase,
                                            data("rows", benchCase.work()),
                                            null,
                                            0,
                                            2,
                                            checkpoints,
                                            500)));
                }
            }
            assertThat(runs).as(name).hasSizeGreaterThan(1);
            assertThat(runs).as(name).allMatch(run -> run.rows() > 0);
            assertThat(runs).as(name).allMatch(run -> run.sameRows(runs.get(0)));
        }
    }

    @Test
    void sameNumbersMakeTheSameBytes() throws Exception {
        assertThat(hashes(data("one", BenchWork.WINDOWS)))
                .isEqualTo(hashes(data("other", BenchWork.WINDOWS)))
                .hasSize(4);
    }

    private Dataset data(String name, BenchWork work) {
        return new Dataset(directory.resolve(name).toString(), work, 20_000, 40, MINUTES);
    }

    private static List<String> hashes(Dataset data) throws Exception {
        data.make();
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
