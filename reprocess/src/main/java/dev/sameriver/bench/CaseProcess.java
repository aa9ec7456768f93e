package dev.sameriver.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs a case in a fresh Java process, with the same flags for all systems, and where a warm-up is
 * asked for, after other runs of the same job, as on a cluster that has run for a while.
 */
public final class CaseProcess {

    private static final String MAIN = "dev.sameriver.bench.job.CaseMain";

    private final BenchProcess process;

    /**
     * @param directory for what runs leave behind
     * @param home where the product was built, with the systems that are measured
     * @param javaOptions options of the process beside the usual ones
     */
    public CaseProcess(Path directory, Path home, List<String> javaOptions) {
        List<String> options = new ArrayList<>(SystemJava.HEAP);
        options.addAll(javaOptions);
        this.process = new BenchProcess(directory, home, options);
    }

    CaseRun run(
            BenchCase benchCase,
            Dataset data,
            @Nullable Dataset warmUp,
            int warmUpSeconds,
            int parallelism,
            Duration checkpointInterval)
            throws IOException, InterruptedException {
        String checkpoints = process.runDirectory().resolve("checkpoints").toUri().toString();
        return process.run(
                benchCase.name() + " of " + benchCase.system(),
                MAIN,
                new CaseOrder(
                        benchCase,
                        data,
                        warmUp,
                        warmUpSeconds,
                        parallelism,
                        checkpoints,
                        checkpointInterval.toMillis()),
                CaseRun.class);
    }
}
