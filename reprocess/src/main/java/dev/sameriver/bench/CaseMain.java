package dev.sameriver.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.OperatingSystemMXBean;
import dev.sameriver.connect.Settings;
import dev.sameriver.job.ViewJob;
import dev.sameriver.run.FlinkTarget;
import dev.sameriver.view.RunOptions;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Runs one case in a process of its own: reads a {@link CaseOrder}, writes a {@link CaseRun}. */
final class CaseMain {

    private static final Duration CHECKPOINTS = Duration.ofSeconds(10);

    private CaseMain() {}

    /**
     * @param arguments the order's file and the result's, in JSON
     */
    public static void main(String[] arguments) throws Exception {
        ObjectMapper json = new ObjectMapper();
        CaseOrder order = json.readValue(new File(arguments[0]), CaseOrder.class);
        json.writeValue(new File(arguments[1]), run(order));
        System.exit(0);
    }

    static CaseRun run(CaseOrder order) throws Exception {
        Dataset warmUp = order.warmUp();
        if (warmUp != null) {
            run(order, warmUp);
        }
        return run(order, order.data());
    }

    private static CaseRun run(CaseOrder order, Dataset data) throws Exception {
        BenchCase benchCase = order.benchCase();
        StreamExecutionEnvironment environment =
                new FlinkTarget(flink(order), List.of()).environment(order.parallelism(), null);
        // Both systems' jobs are set up as a view's is: object reuse, checkpoints, and all else.
        new ViewJob(
                        new ReadingView(benchCase.window()),
                        data.settings(),
                        benchCase.mode(),
                        RunOptions.FINAL_ROWS,
                        Duration.ZERO)
                .configure(environment, CHECKPOINTS);
        benchCase.system().job().build(environment, benchCase, data);
        long cpuBefore = cpuMillis();
        JobExecutionResult result = environment.execute(benchCase.name());
        return new CaseRun(
                result.getNetRuntime(),
                cpuMillis() - cpuBefore,
                result.getAccumulatorResult(Checksum.ROWS),
                result.getAccumulatorResult(Checksum.SUM));
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

    private static long cpuMillis() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime()
                / 1_000_000;
    }
}
