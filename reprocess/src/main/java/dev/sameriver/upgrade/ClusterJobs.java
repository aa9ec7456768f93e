package dev.sameriver.upgrade;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The jobs of a cluster, each known by its id. */
final class ClusterJobs {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CAUSE = "Caused by: ";

    private final FlinkRest rest;

    ClusterJobs(FlinkRest rest) {
        this.rest = rest;
    }

    /** The ids of the jobs of a name that have not ended. */
    List<String> alive(String name) throws IOException, InterruptedException {
        List<String> ids = new ArrayList<>();
        for (JsonNode job : require("/jobs/overview").path("jobs")) {
            if (job.path("name").asText().equals(name)
                    && !JobHealth.hasEnded(job.path("state").asText())) {
                ids.add(job.path("jid").asText());
            }
        }
        return ids;
    }

    /** The state of a job; empty if the cluster does not know it. */
    Optional<String> state(String job) throws IOException, InterruptedException {
        return rest.get("/jobs/" + job).map(found -> found.path("state").asText());
    }

    /** What a job was started with, as it says itself; and its parallelism as {@code -p}. */
    Map<String, String> startedWith(String job) throws IOException, InterruptedException {
        JsonNode config = require("/jobs/" + job + "/config").path("execution-config");
        Map<String, String> options = new LinkedHashMap<>();
        config.path("user-config")
                .properties()
                .forEach(entry -> options.put(entry.getKey(), entry.getValue().asText()));
        options.put("-p", config.path("job-parallelism").asText());
        return options;
    }

    /**
     * Stops a job with a savepoint in Flink's canonical format, which any state backend reads.
     * Asked for twice with one trigger, it is done once.
     *
     * @param trigger 32 hexadecimal digits of the caller's choice
     */
    void stop(String job, String trigger, String folder) throws IOException, InterruptedException {
        ObjectNode body = JSON.createObjectNode();
        body.put("targetDirectory", folder);
        body.put("drain", false);
        body.put("formatType", "CANONICAL");
        body.put("triggerId", trigger);
        rest.post("/jobs/" + job + "/stop", body);
    }

    /**
     * How far a stop is.
     *
     * @return the savepoint, once there is one and the job has stopped
     * @throws StopFailure if it has failed; the job runs on then
     */
    Optional<String> savepoint(String job, String trigger)
            throws IOException, InterruptedException, StopFailure {
        Optional<JsonNode> found = rest.get("/jobs/" + job + "/savepoints/" + trigger);
        JsonNode operation = found.map(node -> node.path("operation")).orElse(JSON.nullNode());
        if (operation.has("failure-cause")) {
            throw new StopFailure(
                    lastCause(operation.path("failure-cause").path("stack-trace").asText()));
        }
        return Optional.ofNullable(operation.path("location").textValue());
    }

    /** How a job is; empty if the cluster does not know it. */
    Optional<JobHealth> health(String job) throws IOException, InterruptedException {
        Optional<JsonNode> found = rest.get("/jobs/" + job);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        long checkpoints =
                rest.get("/jobs/" + job + "/checkpoints")
                        .map(node -> node.path("counts").path("completed").asLong())
                        .orElse(0L);
        return Optional.of(
                new JobHealth(
                        found.get().path("state").asText(),
                        allRun(found.get()),
                        checkpoints,
                        failure(job)));
    }

    private static boolean allRun(JsonNode job) {
        boolean all =
                job.path("state").asText().equals("RUNNING") && job.path("vertices").size() > 0;
        for (JsonNode vertex : job.path("vertices")) {
            int running = vertex.path("tasks").path("RUNNING").asInt();
            all &= running == vertex.path("parallelism").asInt();
        }
        return all;
    }

    private @Nullable String failure(String job) throws IOException, InterruptedException {
        JsonNode first =
                rest.get("/jobs/" + job + "/exceptions")
                        .orElse(JSON.nullNode())
                        .path("exceptionHistory")
                        .path("entries")
                        .path(0);
        return first.isMissingNode() ? null : lastCause(first.path("stacktrace").asText());
    }

    /** The innermost cause that a stack trace names, in one line. */
    static String lastCause(String trace) {
        String cause = trace.lines().findFirst().orElse("");
        for (String line : trace.lines().toList()) {
            if (line.startsWith(CAUSE)) {
                cause = line.substring(CAUSE.length());
            }
        }
        return cause;
    }

    void cancel(String job) throws IOException, InterruptedException {
        rest.patch("/jobs/" + job + "?mode=cancel");
    }

    private JsonNode require(String path) throws IOException, InterruptedException {
        return rest.get(path).orElseThrow(() -> new IOException("Flink knows nothing of " + path));
    }
}
