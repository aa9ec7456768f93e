package dev.sameriver.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The REST endpoint of a Flink cluster. It is asked directly, as Flink's client cannot ask for the
 * same stop twice.
 */
final class FlinkRest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long PAUSE_MILLIS = 500;
    private static final int NOT_FOUND = 404;
    private static final int FIRST_ERROR = 400;

    /** In the answer 500, as {@code /jobs/:id/status} has it for a job that nobody knows. */
    private static final String UNKNOWN_JOB = "FlinkJobNotFoundException";

    private final HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).build();
    private final String address;
    private final String base;

    /**
     * @param address as the user gave it with {@code --flink}: host:port, or a URL
     */
    FlinkRest(String address) {
        this.address = address;
        String url = address.contains("://") ? address : "http://" + address;
        this.base = url.replaceFirst("/+$", "");
    }

    /**
     * What is at a path; empty if there is nothing.
     *
     * @throws IOException if the cluster does not answer for half a minute
     */
    Optional<JsonNode> get(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = send(request(path).GET());
        return isNothing(response) ? Optional.empty() : Optional.of(body(path, response));
    }

    private static boolean isNothing(HttpResponse<String> response) {
        return response.statusCode() == NOT_FOUND
                || (response.statusCode() >= FIRST_ERROR && response.body().contains(UNKNOWN_JOB));
    }

    JsonNode post(String path, JsonNode body) throws IOException, InterruptedException {
        return body(
                path,
                send(
                        request(path)
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(body.toString()))));
    }

    JsonNode patch(String path) throws IOException, InterruptedException {
        return body(path, send(request(path).method("PATCH", BodyPublishers.noBody())));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(ANSWER);
    }

    /** A cluster that is away for a moment is waited for: nothing is asked that hurts twice. */
    private HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return client.send(request.build(), BodyHandlers.ofString());
            } catch (IOException e) {
                if (System.nanoTime() > end) {
                    throw new IOException(
                            "The cluster at --flink "
                                    + address
                                    + " has not answered for "
                                    + PATIENCE.toSeconds()
                                    + " s ("
                                    + (e.getMessage() == null ? "no connection" : e.getMessage())
                                    + "): start it, and run this again.",
                            e);
                }
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        }
    }

    private static JsonNode body(String path, HttpResponse<String> response) throws IOException {
        if (response.statusCode() >= FIRST_ERROR) {
            throw new IOException(
                    "Flink answers "
                            + response.statusCode()
                            + " to "
                            + path
                            + ": "
                            + reason(response.body()));
        }
        return JSON.readTree(response.body());
    }

    /** Flink's errors are an array of strings, of which the last may be a whole stack trace. */
    private static String reason(String body) {
        try {
            JsonNode errors = JSON.readTree(body).path("errors");
            return ClusterJobs.lastCause(errors.path(errors.size() - 1).asText(body));
        } catch (JsonProcessingException e) {
            return ClusterJobs.lastCause(body);
        }
    }
}
