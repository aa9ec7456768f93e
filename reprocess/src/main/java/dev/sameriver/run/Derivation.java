package dev.sameriver.run;

import dev.sameriver.connect.Settings;
import dev.sameriver.job.RunMode;
import dev.sameriver.job.ViewJob;
import dev.sameriver.source.LiveOptions;
import dev.sameriver.sql.SqlView;
import dev.sameriver.view.Inputs;
import dev.sameriver.view.Rows;
import dev.sameriver.view.RunOptions;
import dev.sameriver.view.View;
import dev.sameriver.view.ViewRow;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.TemporaryClassLoaderContext;

/**
 * A view that is derived over its archive once more, in batch, for what its rows tell: they come to
 * this process and go nowhere else.
 */
public final class Derivation {

    private final View view;
    private final RunOptions options;
    private final StreamExecutionEnvironment environment;
    private final ViewJob job;
    private final Rows rows;

    private Derivation(
            View view,
            RunOptions options,
            StreamExecutionEnvironment environment,
            ViewJob job,
            Rows rows) {
        this.view = view;
        this.options = options;
        this.environment = environment;
        this.job = job;
        this.rows = rows;
    }

    /**
     * Prepares a run; nothing is read yet but the archive's manifest.
     *
     * @throws dev.sameriver.view.UserError if the view or the archive is refused
     */
    public static Derivation plan(
            View view, Settings settings, FlinkTarget target, RunOptions options, int parallelism) {
        try (TemporaryClassLoaderContext ignored = classesOf(view)) {
            StreamExecutionEnvironment environment = target.environment(parallelism, null);
            ViewJob job = new ViewJob(view, settings, RunMode.BATCH, options, LiveOptions.NONE);
            job.configure(environment, Duration.ZERO);
            Rows rows = job.derive(environment);
            return new Derivation(view, options, environment, job, rows);
        }
    }

    /** What it derives. */
    public Rows rows() {
        return rows;
    }

    /** The names of the logs that it derives from. */
    public Set<String> logs() {
        return job.logs();
    }

    /** Up to when windows are final, see {@link ViewJob#horizon}. */
    public long horizon() {
        return job.horizon();
    }

    /** Some of the rows, or what lies beside them, and who takes them, on a thread of its own. */
    public record Take(DataStream<ViewRow> rows, Consumer<ViewRow> taker) {}

    /** Runs it to its end, with a line of progress; to be called once. */
    public Sums run(List<Take> takes, PrintStream err) throws Exception {
        List<CloseableIterator<ViewRow>> collected = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(takes.size());
        try (TemporaryClassLoaderContext ignored = classesOf(view)) {
            for (Take take : takes) {
                collected.add(take.rows().collectAsync());
            }
            JobClient client = environment.executeAsync(Inputs.uid(view) + " derivation");
            long events = options.keys() == null ? job.events() : -1;
            try (ProgressLine progress = ProgressLine.show(Inputs.uid(view), events, client, err)) {
                CompletionService<Void> drains = new ExecutorCompletionService<>(threads);
                for (int i = 0; i < takes.size(); i++) {
                    CloseableIterator<ViewRow> from = collected.get(i);
                    Consumer<ViewRow> taker = takes.get(i).taker();
                    drains.submit(
                            () -> {
                                from.forEachRemaining(taker);
                                return null;
                            });
                }
                for (int i = 0; i < takes.size(); i++) {
                    drains.take().get();
                }
                Sums sums =
                        Sums.ofAll(client.getJobExecutionResult().get().getAllAccumulatorResults());
                progress.finish(sums);
                return sums;
            }
        } catch (Exception e) {
            throw Causes.of(e);
        } finally {
            for (CloseableIterator<ViewRow> rowsOfOne : collected) {
                rowsOfOne.close();
            }
            threads.shutdownNow();
        }
    }

    private static TemporaryClassLoaderContext classesOf(View view) {
        return TemporaryClassLoaderContext.of(
                view instanceof SqlView sql ? sql.classes() : view.getClass().getClassLoader());
    }
}
