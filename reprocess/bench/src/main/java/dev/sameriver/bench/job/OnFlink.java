package dev.sameriver.bench.job;

import dev.sameriver.bench.BenchCase;
import dev.sameriver.bench.CaseOrder;
import dev.sameriver.bench.CaseRun;
import dev.sameriver.bench.CpuTime;
import dev.sameriver.bench.Dataset;
import dev.sameriver.job.RunMode;
import dev.sameriver.job.ViewJob;
import dev.sameriver.job.Views;
import dev.sameriver.run.FlinkTarget;
import dev.sameriver.source.LiveOptions;
import dev.sameriver.view.RunOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/** A system that runs on Flink, on a cluster in this process, set up as our view's jobs are. */
abstract class OnFlink implements SystemJob {

    private @Nullable SessionCluster cluster;

    /** From the source to the {@link Checksum}; the environment is set up already. */
    abstract void build(StreamExecutionEnvironment environment, BenchCase benchCase, Dataset data)
            throws Exception;

    @Override
    public final CaseRun run(CaseOrder order, Dataset data) throws Exception {
        BenchCase benchCase = order.benchCase();
        StreamExecutionEnvironment environment =
                new FlinkTarget(cluster(order).settings(), List.of())
                        .environment(order.parallelism(), null);
        Duration checkpoints = Duration.ofMillis(order.checkpointMillis());
        view(benchCase, data).configure(environment, checkpoints);
        if (benchCase.mode() != RunMode.BATCH) {
            Configuration backlog = new Configuration();
            backlog.set(CheckpointingOptions.CHECKPOINTING_INTERVAL_DURING_BACKLOG, checkpoints);
            environment.configure(backlog);
        }
        build(environment, benchCase, data);
        long cpuBefore = CpuTime.millis();
        JobExecutionResult result = environment.execute(benchCase.name());
        long cpuMillis = CpuTime.millis() - cpuBefore;
        Checkpoints completed = cluster(order).checkpoints(result.getJobID());
        return new CaseRun(
                result.getNetRuntime(),
                cpuMillis,
                result.getAccumulatorResult(Checksum.ROWS),
                result.getAccumulatorResult(Checksum.SUM),
                result.getAllAccumulatorResults().get(LateCount.LATE) instanceof Long late
                        ? late
                        : 0,
                completed.count(),
                completed.bytes(),
                0,
                0);
    }

    /** The view of a case, as {@code sameriver replay} runs it. */
    static ViewJob view(BenchCase benchCase, Dataset data) {
        return new ViewJob(
                switch (benchCase.work()) {
                    case WINDOWS -> new ReadingView(benchCase.windows());
                    case AS_OF -> new AsOfView();
                    case TRANSFERS -> Views.find("account-entries", loader());
                },
                data.settings(),
                benchCase.mode(),
                RunOptions.FINAL_ROWS,
                LiveOptions.NONE);
    }

    /** Where the jobs of the product are found, as {@code sameriver replay} finds them. */
    private static ClassLoader loader() {
        return Objects.requireNonNull(OnFlink.class.getClassLoader());
    }

    @Override
    public final void close() throws Exception {
        if (cluster != null) {
            cluster.close();
        }
    }

    private SessionCluster cluster(CaseOrder order) throws Exception {
        if (cluster == null) {
            cluster = SessionCluster.start(order.parallelism(), flink(order));
        }
        return cluster;
    }

    private static Map<String, String> flink(CaseOrder order) {
        return Map.of(
                "restart-strategy.type", "none",
                "state.backend.rocksdb.timer-service.factory", "HEAP",
                "state.backend.type", order.benchCase().backend(),
                "execution.checkpointing.incremental", "true",
                "execution.checkpointing.storage", "filesystem",
                "execution.checkpointing.dir", order.checkpoints(),
                "taskmanager.memory.managed.size", "512m",
                "taskmanager.memory.network.min", "128m",
                "taskmanager.memory.network.max", "128m");
    }
}
