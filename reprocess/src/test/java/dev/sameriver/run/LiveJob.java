package dev.sameriver.run;

import dev.sameriver.connect.Settings;
import dev.sameriver.output.Digest;
import dev.sameriver.output.Output;
import dev.sameriver.source.LiveOptions;
import dev.sameriver.view.RowSchema;
import dev.sameriver.view.UserError;
import dev.sameriver.view.View;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.jspecify.annotations.Nullable;

/** A live run that a test stops, restarts and asks how far it is. */
public final class LiveJob {

    private static final long PATIENCE_SECONDS = 60;

    private final View view;
    private final Settings settings;
    private final String output;
    private final List<Path> jars;
    private JobClient client;

    public LiveJob(View view, Settings settings, String output, List<Path> jars, int parallelism)
            throws Exception {
        this.view = view;
        this.settings = settings;
        this.output = output;
        this.jars = jars;
        this.client = start(parallelism, null);
    }

    /** Stops the job with a savepoint, and starts it from there with another parallelism. */
    public void rescale(int parallelism, String savepoints) throws Exception {
        String savepoint =
                client.stopWithSavepoint(false, savepoints, SavepointFormatType.CANONICAL)
                        .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        client = start(parallelism, savepoint);
    }

    public void cancel() throws Exception {
        client.cancel().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** The sums as of now; all 0 while the job restarts. */
    public Sums sums() throws InterruptedException {
        try {
            return Sums.of(client.getAccumulators().get(5, TimeUnit.SECONDS));
        } catch (ExecutionException | TimeoutException | IllegalStateException e) {
            return Sums.of(Map.of());
        }
    }

    /** What readers of the output see, rows or what lies beside them; null if it is not there. */
    public Digest.@Nullable Result digest(String table, RowSchema schema) throws IOException {
        try {
            return Digest.of(schema, Output.of(output, settings).read(table, schema));
        } catch (UserError e) {
            return null;
        }
    }

    private JobClient start(int parallelism, @Nullable String savepoint) throws Exception {
        return new LiveRun(
                        view,
                        settings,
                        parallelism,
                        output,
                        LiveOptions.NONE,
                        Duration.ofSeconds(1),
                        savepoint)
                .start(new FlinkTarget(settings, jars));
    }
}
