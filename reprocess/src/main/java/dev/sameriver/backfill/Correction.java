package dev.sameriver.backfill;

import dev.sameriver.connect.Settings;
import dev.sameriver.job.RunMode;
import dev.sameriver.job.ViewJob;
import dev.sameriver.log.Clock;
import dev.sameriver.output.CorrectedTable;
import dev.sameriver.registry.Registry;
import dev.sameriver.registry.Version;
import dev.sameriver.registry.VersionKey;
import dev.sameriver.registry.ViewEdit;
import dev.sameriver.run.Causes;
import dev.sameriver.run.ClusterJobs;
import dev.sameriver.run.FlinkTarget;
import dev.sameriver.run.ProgressLine;
import dev.sameriver.run.Sums;
import dev.sameriver.source.LiveOptions;
import dev.sameriver.view.Inputs;
import dev.sameriver.view.RowSchema;
import dev.sameriver.view.Rows;
import dev.sameriver.view.RunOptions;
import dev.sameriver.view.UserError;
import dev.sameriver.view.View;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptionsInternal;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * Derives a range of a version's rows again, and puts what differs into its table at once.
 *
 * <p>Only rows that are final there are taken, so that the live job has no more to say about them.
 * Rows are derived into a table of their own first; a run that is killed leaves that one and its
 * job behind, and the next run ends them.
 *
 * @param from windows that start at or after this; of a derivation in order, rows of this time or
 *     later
 * @param to and end at or before this, or are of an earlier time; they must be final, and within
 *     the archive
 * @param foldLate whether events count that were late; for windows and as-of joins only
 * @param who is noted with the change
 * @param why is noted too; null for no reason
 */
public record Correction(
        View view,
        Settings settings,
        Instant from,
        Instant to,
        boolean foldLate,
        int parallelism,
        String who,
        @Nullable String why) {

    private static final Duration CHECKPOINTS = Duration.ofSeconds(10);

    /** Prints what would be done. */
    public void plan(PrintStream out) throws Exception {
        requireFinal(Registry.peek(settings, key()).orElseThrow(() -> unknown(key())));
        BackfillPlan.Range range = range();
        ViewJob job = job(range);
        job.derive(StreamExecutionEnvironment.createLocalEnvironment());
        requireArchived(job);
        plan(job, range, BackfillStore.knownRate(settings, key())).lines().forEach(out::println);
    }

    /** Corrects the range; says how many rows were added, changed and removed. */
    public CorrectedTable.Changes run(FlinkTarget target, PrintStream out, PrintStream err)
            throws Exception {
        VersionKey key = key();
        Registry registry = Registry.open(settings);
        try (BackfillStore store = BackfillStore.open(settings)) {
            store.lock(key);
            requireFinal(registry.find(key).orElseThrow(() -> unknown(key)));
            StreamExecutionEnvironment environment = target.environment(parallelism, null);
            BackfillPlan.Range range = range();
            ViewJob job = job(range);
            job.configure(environment, CHECKPOINTS);
            Rows rows = job.derive(environment);
            requireArchived(job);
            plan(job, range, store.rate(key)).lines().forEach(out::println);
            String id = new JobID().toHexString();
            CorrectedTable table =
                    new CorrectedTable(
                            settings, ViewJob.tableName(view), rows.schema(), rows.early(), id);
            cancel(table.jobsLeft());
            environment.configure(
                    new Configuration().set(PipelineOptionsInternal.PIPELINE_FIXED_JOB_ID, id));
            table.write(rows, Inputs.uid(view) + "-rows");
            JobClient client = environment.executeAsync(Inputs.uid(view) + " correction");
            try (ProgressLine progress =
                    ProgressLine.show(key.toString(), job.events(), client, err)) {
                progress.finish(
                        Sums.of(client.getJobExecutionResult().get().getAllAccumulatorResults()));
            } catch (Exception e) {
                throw Causes.of(e);
            }
            store.requireLock(key);
            return table.correct(
                    from,
                    to,
                    (connection, changes) ->
                            ViewEdit.note(
                                    connection,
                                    key,
                                    who,
                                    why,
                                    "corrected " + range + ": " + changes));
        }
    }

    /** What was derived in a process that was killed went with it. */
    private void cancel(List<String> jobs) throws Exception {
        if (!jobs.isEmpty() && settings.find(Settings.FLINK).isPresent()) {
            ClusterJobs cluster = ClusterJobs.of(settings);
            for (String job : jobs) {
                cluster.cancel(job);
            }
        }
    }

    private VersionKey key() {
        return new VersionKey(view.name(), view.version());
    }

    /** Of what is derived in order, each key's last row before the range's end is asked for. */
    private ViewJob job(BackfillPlan.Range of) {
        RunOptions range = RunOptions.finalRows(of.windows() ? from : null, to, null);
        return new ViewJob(
                view,
                settings,
                RunMode.BATCH,
                foldLate ? range.withLateEvents() : range,
                LiveOptions.NONE);
    }

    private BackfillPlan.Range range() throws Exception {
        RowSchema schema =
                new ViewJob(
                                view,
                                settings,
                                RunMode.BATCH,
                                RunOptions.finalRows(from, to, null),
                                LiveOptions.NONE)
                        .derive(StreamExecutionEnvironment.createLocalEnvironment())
                        .schema();
        return new BackfillPlan.Range(from, to, foldLate, CorrectedTable.areOfWindows(schema));
    }

    private BackfillPlan plan(ViewJob job, BackfillPlan.Range range, double rate) throws Exception {
        return BackfillPlan.range(
                view,
                List.copyOf(job.logs()),
                settings,
                range,
                ViewJob.tableName(view),
                rate * parallelism);
    }

    private void requireFinal(Version version) {
        Instant watermark = version.watermark();
        if (watermark == null || to.isAfter(watermark)) {
            throw new UserError(
                    "Only rows that are final can be corrected, but --to is "
                            + to
                            + " and "
                            + version.key()
                            + " is final up to "
                            + (watermark == null ? "nothing yet" : watermark)
                            + ": choose an earlier --to, or wait.");
        }
    }

    /** Rows that the archive does not reach would be taken for rows without events. */
    private void requireArchived(ViewJob job) {
        if (to.toEpochMilli() > job.horizon()) {
            throw new UserError(
                    "A correction derives from the archive, but --to is "
                            + to
                            + " and the archive makes rows final up to "
                            + (job.horizon() == Clock.NONE
                                    ? "nothing yet"
                                    : Instant.ofEpochMilli(job.horizon()))
                            + ": choose an earlier --to, or run sameriver archive first.");
        }
    }

    private static UserError unknown(VersionKey key) {
        return new UserError(
                "A correction needs a version that is there, but "
                        + key
                        + " is none: backfill it first, without --from and --to.");
    }
}
