package dev.sameriver.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sameriver.connect.Settings;
import dev.sameriver.view.UserError;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The jobs of a cluster, each known by its id. */
public final class ClusterJobs {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LOST_MESSAGE = "TaskNotRunningException";
    private static final String CAUSE = "Caused by: ";
    private static final long PAUSE_MILLIS = 200;

    /** How Flink writes an accumulator: {@code 5}, or {@code LongCounter 5}. */
    private static final Pattern NUMBER = Pattern.compile("(?:\\w+ )?(-?\\d{1,18})");

    private static final String RUNNING = "RUNNING";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final FlinkRest rest;

    ClusterJobs(FlinkRest rest) {
        this.rest = rest;
    }

    /**
     * The jobs of the cluster among the settings.
     *
     * @throws UserError if none is set, its address is no address, or it does not answer
     */
    public static ClusterJobs of(Settings settings) {
        String address = settings.require(Settings.FLINK);
        FlinkTarget.requireAnswer(FlinkTarget.restUri(address), address);
        return new ClusterJobs(new FlinkRest(address));
    }

    /** The ids of the jobs of a name that have not ended. */
    public List<String> alive(String name) throws IOException, InterruptedException {
        List<String> ids = new ArrayList<>();
        for (JsonNode job : require("/jobs/overview").path("jobs")) {
            if (job.path("name").asText().equals(name)
                    && !JobHealth.hasEnded(job.path("state").asText())) {
                ids.add(job.path("jid").asText());
            }
        }
        return ids;
    }

    /**
     * The state of a job now, which its details may lag behind by seconds; empty if the cluster
     * does not know it.
     */
    public Optional<String> state(String job) throws IOException, InterruptedException {
        return rest.get("/jobs/" + job + "/status").map(found -> found.path("status").asText());
    }

    /** What a job was started with, as it says itself; and its parallelism as {@code -p}. */
    public Map<String, String> startedWith(String job) throws IOException, InterruptedException {
        JsonNode config = require("/jobs/" + job + "/config").path("execution-config");
        Map<String, String> options = new LinkedHashMap<>();
        config.path("user-config")
                .properties()
                .forEach(entry -> options.put(entry.getKey(), entry.getValue().asText()));
        options.put("-p", config.path("job-parallelism").asText());
        return options;
    }

    /** Whether the cluster runs, or is about to run, a job. */
    public boolean runs(String job) throws IOException, InterruptedException {
        return state(job).filter(state -> !JobHealth.hasEnded(state)).isPresent();
    }

    /** What a job's accumulators of whole numbers say now; none if the cluster forgot the job. */
    public Map<String, Object> accumulators(String job) throws IOException, InterruptedException {
        Map<String, Object> values = new HashMap<>();
        JsonNode all =
                rest.get("/jobs/" + job + "/accumulators")
                        .orElse(JSON.nullNode())
                        .path("user-task-accumulators");
        for (JsonNode one : all) {
            Matcher number = NUMBER.matcher(one.path("value").asText());
            if (number.matches()) {
                values.put(one.path("name").asText(), Long.parseLong(number.group(1)));
            }
        }
        return values;
    }

    /** A setting of the cluster itself, as its configuration file has it. */
    public Optional<String> setting(String key) throws IOException, InterruptedException {
        for (JsonNode entry : require("/jobmanager/config")) {
            if (entry.path("key").asText().equals(key)) {
                return Optional.of(entry.path("value").asText());
            }
        }
        return Optional.empty();
    }

    /**
     * A folder that jobs keep something in, as the settings have it for the job, or else the
     * cluster for all; empty if neither has it.
     *
     * @param key as in {@code execution.checkpointing.dir}
     */
    public Optional<String> folder(Settings settings, String key)
            throws IOException, InterruptedException {
        Optional<String> ofTheJob = settings.find(Settings.FLINK + "." + key);
        return ofTheJob.isPresent() ? ofTheJob : setting(key);
    }

    /**
     * Stops a job with a savepoint in Flink's canonical format, which any state backend reads, and
     * waits for it. Whoever was cut off calls this again with the same trigger: then it is still
     * done once, also where the cluster forgot that it was asked. A job that is just starting takes
     * no savepoint, and is waited for.
     *
     * @param trigger 32 hexadecimal digits of the caller's choice
     *     <p>A job can fail between the savepoint, which is whole then, and its end. It has stopped
     *     all the same.
     * @return the savepoint; empty if the job has ended and the cluster does not name one, which
     *     may be in the folder still
     * @throws StopFailure if it failed; the job runs on
     * @throws IOException if it takes longer than the patience; it goes on
     */
    public Optional<String> stop(String job, String trigger, String folder, Duration patience)
            throws IOException, InterruptedException, StopFailure {
        long start = System.nanoTime();
        long end = start + patience.toNanos();
        while (runs(job)) {
            Optional<JsonNode> asked = rest.get(stopPath(job, trigger));
            if (asked.isEmpty()) {
                if (health(job).filter(JobHealth::allTasksRun).isPresent()) {
                    ask(job, trigger, folder);
                } else if (System.nanoTime() > start + PATIENCE.toNanos()) {
                    throw new StopFailure(
                            "not all of its tasks run within " + PATIENCE.toSeconds() + " s");
                }
            } else {
                Optional<String> savepoint = savepoint(asked.get());
                if (savepoint.isPresent()) {
                    return savepoint;
                }
                String trace = failure(asked.get());
                if (!trace.isEmpty() && state(job).equals(Optional.of(RUNNING))) {
                    throw new StopFailure(lastCause(trace));
                }
            }
            if (System.nanoTime() > end) {
                throw new IOException(
                        "Job "
                                + job
                                + " has not stopped behind a savepoint after "
                                + patience.toSeconds()
                                + " s: it still may; see why that takes so long, and run this"
                                + " again to go on.");
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        return rest.get(stopPath(job, trigger)).flatMap(ClusterJobs::savepoint);
    }

    private void ask(String job, String trigger, String folder)
            throws IOException, InterruptedException {
        ObjectNode body = JSON.createObjectNode();
        body.put("targetDirectory", folder);
        body.put("drain", false);
        body.put("formatType", "CANONICAL");
        body.put("triggerId", trigger);
        rest.post("/jobs/" + job + "/stop", body);
    }

    private static Optional<String> savepoint(JsonNode asked) {
        return Optional.ofNullable(asked.path("operation").path("location").textValue());
    }

    /** The stack trace of what went wrong; empty if nothing did. */
    private static String failure(JsonNode asked) {
        return asked.path("operation").path("failure-cause").path("stack-trace").asText();
    }

    /** Whether a stop with this trigger is under way, or was. */
    public boolean isAskedToStop(String job, String trigger)
            throws IOException, InterruptedException {
        return rest.get(stopPath(job, trigger)).isPresent();
    }

    private static String stopPath(String job, String trigger) {
        return "/jobs/" + job + "/savepoints/" + trigger;
    }

    /** How a job is; empty if the cluster does not know it. */
    public Optional<JobHealth> health(String job) throws IOException, InterruptedException {
        Optional<JsonNode> found = rest.get("/jobs/" + job);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        long checkpoints =
                rest.get("/jobs/" + job + "/checkpoints")
                        .map(node -> node.path("counts").path("completed").asLong())
                        .orElse(0L);
        String state = found.get().path("state").asText();
        JsonNode failure = lastFailure(job, JobHealth.hasEnded(state));
        return Optional.of(
                new JobHealth(
                        state,
                        allRun(found.get()),
                        checkpoints,
                        failure.isMissingNode()
                                ? null
                                : lastCause(failure.path("stacktrace").asText()),
                        failure.path("timestamp").asLong()));
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

    /**
     * The newest entry of a job's failures; missing if there is none. While the job goes on, a
     * message of Flink's own that found its task gone is none: it is an accident, or the first sign
     * of a failure whose own entry follows.
     */
    private JsonNode lastFailure(String job, boolean hasEnded)
            throws IOException, InterruptedException {
        JsonNode entries =
                rest.get("/jobs/" + job + "/exceptions")
                        .orElse(JSON.nullNode())
                        .path("exceptionHistory")
                        .path("entries");
        for (JsonNode entry : entries) {
            if (!entry.path("stacktrace").asText().contains(LOST_MESSAGE)) {
                return entry;
            }
        }
        return hasEnded ? entries.path(0) : MissingNode.getInstance();
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

    /**
     * Cancels a job, and waits until it has ended.
     *
     * @throws IOException if it has not within a minute
     */
    public void cancel(String job) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        if (runs(job)) {
            rest.patch("/jobs/" + job + "?mode=cancel");
        }
        while (runs(job)) {
            if (System.nanoTime() > end) {
                throw new IOException(
                        "Job " + job + " does not end within " + PATIENCE.toSeconds() + " s");
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }

    private JsonNode require(String path) throws IOException, InterruptedException {
        return rest.get(path).orElseThrow(() -> new IOException("Flink knows nothing of " + path));
    }
}
