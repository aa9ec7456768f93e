package dev.sameriver.bench.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.bench.CpuTime;
import dev.sameriver.bench.live.LiveBench;
import dev.sameriver.bench.live.LiveLoad;
import dev.sameriver.bench.live.LiveOrder;
import dev.sameriver.bench.live.LiveRunResult;
import dev.sameriver.bench.live.LiveSystem;
import dev.sameriver.bench.live.RunningSystem;
import dev.sameriver.sandbox.Part;
import dev.sameriver.sandbox.Sandbox;
import dev.sameriver.sandbox.SharedSandbox;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.execution.JobClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchLiveITCase {

    private static final PrintStream SILENT = new PrintStream(OutputStream.nullOutputStream());

    private static final List<LiveSystem> SYSTEMS = List.of(LiveSystem.SAMERIVER, LiveSystem.FLINK);

    @TempDir private Path directory;

    @Test
    void systemsGiveFiguresAndTheSameFinalRows() throws Exception {
        Sandbox sandbox = SharedSandbox.with(Part.KAFKA, Part.POSTGRES);
        LiveLoad load = new LiveLoad(1_000, 1, 2, 200, 4);
        LiveBench bench = new LiveBench(load, sandbox, directory, 2);
        List<LiveRunResult> results = bench.run(SYSTEMS, 1, InThisProcess::new, SILENT);
        assertThat(results).hasSameSizeAs(SYSTEMS);
        assertThat(results.stream().map(LiveRunResult::digest).distinct()).hasSize(1);
        for (LiveRunResult result : results) {
            assertThat(result.latencies()).as("%s", result.system()).hasSizeBetween(60, 140);
            assertThat(result.latency(0.5)).as("%s", result.system()).isBetween(1L, 5_000L);
        }
    }

    /** A job that is canceled in the end. */
    private record InThisProcess(JobClient client) implements RunningSystem {

        InThisProcess(LiveOrder order) throws Exception {
            this(LiveMain.start(order));
        }

        @Override
        public void requireRunning() throws IOException {
            if (client.getJobExecutionResult().isDone()) {
                throw new IOException("The job has ended.");
            }
        }

        @Override
        public Duration cpu() {
            return Duration.ofMillis(CpuTime.millis());
        }

        @Override
        public void close() throws Exception {
            client.cancel().get(30, TimeUnit.SECONDS);
        }
    }
}
