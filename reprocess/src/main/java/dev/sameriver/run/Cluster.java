package dev.sameriver.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sameriver.connect.Settings;
import dev.sameriver.view.UserError;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.messages.FlinkJobNotFoundException;
import org.apache.flink.util.ExceptionUtils;

/** What is asked of a running Flink cluster, by its REST endpoint. Close it. */
public final class Cluster implements AutoCloseable {

    private static final int ANSWER_SECONDS = 30;
    private static final int SAVEPOINT_SECONDS = 600;
    private static final int STARTING_SECONDS = 60;

    /** What Flink says of a job whose tasks do not all run yet. */
    private static final String STARTING = "Not all required tasks are currently running";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String address;
    private final URI uri;
    private final RestClusterClient<String> client;

    private Cluster(String address, URI uri, RestClusterClient<String> client) {
        this.address = address;
        this.uri = uri;
        this.client = client;
    }

    /**
     * Opens the cluster among the settings.
     *
     * @throws UserError if none is set, its address is no address, or it does not answer
     */
    public static Cluster open(Settings settings) throws Exception {
        String address = settings.require(Settings.FLINK);
        URI uri = FlinkTarget.restUri(address);
        FlinkTarget.requireAnswer(uri, address);
        Configuration configuration = new Configuration();
        configuration.set(RestOptions.ADDRESS, uri.getHost());
        configuration.set(RestOptions.PORT, uri.getPort());
        configuration.set(RestOptions.RETRY_MAX_ATTEMPTS, 3);
        configuration.set(RestOptions.RETRY_DELAY, Duration.ofMillis(500));
        return new Cluster(address, uri, new RestClusterClient<>(configuration, address));
    }

    /** How a job is; empty if the cluster does not know it. */
    public Optional<JobStatus> status(JobID job) throws Exception {
        try {
            return Optional.of(client.getJobStatus(job).get(ANSWER_SECONDS, TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            if (isUnknown(e)) {
                return Optional.empty();
            }
            throw Causes.of(e);
        } catch (TimeoutException e) {
            throw silent(e);
        }
    }

    /** Whether the cluster runs, or is about to run, a job. */
    public boolean runs(JobID job) throws Exception {
        return status(job).map(status -> !status.isGloballyTerminalState()).orElse(false);
    }

    /** What a job's accumulators say now. */
    public Map<String, Object> accumulators(JobID job) throws Exception {
        try {
            return client.getAccumulators(job).get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw Causes.of(e);
        } catch (TimeoutException e) {
            throw silent(e);
        }
    }

    /**
     * Stops a job behind a savepoint in a form that every state backend reads. One that is just
     * starting, which takes no savepoint, is asked again until it does.
     *
     * @param folder where it is put
     * @return the savepoint's path
     */
    public String stop(JobID job, String folder) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(STARTING_SECONDS);
        while (true) {
            try {
                return stopNow(job, folder);
            } catch (ExecutionException e) {
                boolean isStarting =
                        ExceptionUtils.findThrowableWithMessage(e, STARTING).isPresent();
                if (!isStarting || System.nanoTime() > end) {
                    throw Causes.of(e);
                }
                TimeUnit.MILLISECONDS.sleep(500);
            }
        }
    }

    private String stopNow(JobID job, String folder) throws Exception {
        try {
            return client.stopWithSavepoint(job, false, folder, SavepointFormatType.CANONICAL)
                    .get(SAVEPOINT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new JobEnded(
                    "Job "
                            + job
                            + " has not stopped behind a savepoint within "
                            + SAVEPOINT_SECONDS
                            + " s: see why its checkpoints take so long, and run this again.");
        }
    }

    /** Cancels a job, and waits until it has ended. */
    public void cancel(JobID job) throws Exception {
        try {
            client.cancel(job).get(ANSWER_SECONDS, TimeUnit.SECONDS);
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(ANSWER_SECONDS);
            while (runs(job)) {
                if (System.nanoTime() > end) {
                    throw silent(new TimeoutException("job " + job + " does not end"));
                }
                TimeUnit.MILLISECONDS.sleep(200);
            }
        } catch (ExecutionException e) {
            throw Causes.of(e);
        } catch (TimeoutException e) {
            throw silent(e);
        }
    }

    /** A setting of the cluster itself, as its configuration file has it. */
    public Optional<String> setting(String key) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(uri.resolve("/jobmanager/config"))
                        .timeout(Duration.ofSeconds(ANSWER_SECONDS))
                        .build();
        try {
            HttpResponse<String> response =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            for (JsonNode entry : JSON.readTree(response.body())) {
                if (entry.path("key").asText().equals(key)) {
                    return Optional.of(entry.path("value").asText());
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw silent(e);
        }
    }

    @Override
    public void close() {
        client.close();
    }

    /** The cluster answers with the text of its own exception. */
    private static boolean isUnknown(ExecutionException failure) {
        return ExceptionUtils.findThrowable(failure, FlinkJobNotFoundException.class).isPresent()
                || ExceptionUtils.findThrowableWithMessage(
                                failure, FlinkJobNotFoundException.class.getSimpleName())
                        .isPresent();
    }

    private UserError silent(Exception cause) {
        return new UserError(
                "A cluster must answer, but --flink "
                        + address
                        + " does not ("
                        + cause.getMessage()
                        + "): check the address, or start it.",
                cause);
    }
}
