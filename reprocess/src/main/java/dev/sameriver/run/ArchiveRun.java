package dev.sameriver.run;

import dev.sameriver.archive.LogArchive;
import dev.sameriver.archive.Manifest;
import dev.sameriver.archiver.Archiver;
import dev.sameriver.archiver.Rolling;
import dev.sameriver.connect.Settings;
import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.ExecutionException;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * Runs the archiver of one log.
 *
 * @param once whether it ends where Kafka ends now
 */
public record ArchiveRun(
        Settings settings,
        String log,
        Rolling rolling,
        boolean once,
        boolean fromEarliest,
        int parallelism) {

    /**
     * What was sealed meanwhile, by any archiver.
     *
     * @param rows of any kind
     */
    public record Result(String jobId, long rows, int segments) {}

    /**
     * Submits the job; waits for its end if it is bounded, or runs in this process.
     *
     * @return null if it goes on running on the cluster
     */
    public @Nullable Result run(FlinkTarget target, PrintStream out, PrintStream err)
            throws Exception {
        Archiver archiver = new Archiver(settings, log, rolling, once, fromEarliest);
        archiver.check();
        LogArchive.open(settings.require(Settings.ARCHIVE), settings.hadoop(), log).dropLeftovers();
        Manifest before = manifest();
        StreamExecutionEnvironment environment = target.environment(parallelism, null);
        archiver.build(environment);
        JobClient job = environment.executeAsync(archiver.name());
        String id = job.getJobID().toString();
        if (!once) {
            out.println("job " + id);
        }
        if (!once && !target.isEmbedded()) {
            return null;
        }
        try (SealedProgress progress = SealedProgress.show(settings, log, once, err)) {
            job.getJobExecutionResult().get();
            progress.update();
        } catch (ExecutionException e) {
            throw Causes.of(e);
        }
        Manifest after = manifest();
        return new Result(
                id,
                after.rows() - before.rows(),
                after.segments().size() - before.segments().size());
    }

    private Manifest manifest() throws IOException {
        return LogArchive.open(settings.require(Settings.ARCHIVE), settings.hadoop(), log)
                .manifest();
    }
}
