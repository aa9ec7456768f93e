package dev.sameriver.bench.job;

import dev.sameriver.bench.BenchCase;
import dev.sameriver.bench.CaseOrder;
import dev.sameriver.bench.CaseRun;
import dev.sameriver.bench.CpuTime;
import dev.sameriver.bench.Dataset;
import dev.sameriver.connect.Settings;
import dev.sameriver.job.RunMode;
import dev.sameriver.job.ViewJob;
import dev.sameriver.run.FlinkTarget;
import dev.sameriver.view.RunOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A system that runs on Flink, in this process, set up as our view's jobs are. */
abstract class OnFlink implements SystemJob {

    private static final Duration CHECKPOINTS = Duration.ofSeconds(10);

    /** From the source to the {@link Checksum}; the environment is set up already. */
    abstract void build(StreamExecutionEnvironment environment, BenchCase benchCase, Dataset data)
            throws Exception;

    @Override
    public final CaseRun run(CaseOrder order, Dataset data) throws Exception {
        BenchCase benchCase = order.benchCase();
        StreamExecutionEnvironment environment =
                new FlinkTarget(flink(order), List.of()).environment(order.parallelism(), null);
        view(benchCase, data).configure(environment, CHECKPOINTS);
        if (benchCase.mode() != RunMode.BATCH) {
            Configuration backlog = new Configuration();
            backlog.set(CheckpointingOptions.CHECKPOINTING_INTERVAL_DURING_BACKLOG, CHECKPOINTS);
            environment.configure(backlog);
        }
        build(environment, benchCase, data);
        long cpuBefore = CpuTime.millis();
        JobExecutionResult result = environment.execute(benchCase.name());
        return new CaseRun(
                result.getNetRuntime(),
                CpuTime.millis() - cpuBefore,
                result.getAccumulatorResult(Checksum.ROWS),
                result.getAccumulatorResult(Checksum.SUM));
    }

    /** The view of a case, as {@code sameriver replay} runs it. */
    static ViewJob view(BenchCase benchCase, Dataset data) {
        return new ViewJob(
                new ReadingView(benchCase.window()),
                data.settings(),
                benchCase.mode(),
                RunOptions.FINAL_ROWS,
                Duration.ZERO);
    }

    private static Settings flink(CaseOrder order) {
        return Settings.of(
                Map.of(
                        "flink.state.backend.type", order.benchCase().backend(),
                        "flink.execution.checkpointing.incremental", "true",
                        "flink.execution.checkpointing.storage", "filesystem",
                        "flink.execution.checkpointing.dir", order.checkpoints(),
                        "flink.taskmanager.memory.managed.size", "512m",
                        "flink.taskmanager.memory.network.min", "128m",
                        "flink.taskmanager.memory.network.max", "128m"));
    }
}
