package dev.sameriver.run;

import dev.sameriver.connect.Settings;
import dev.sameriver.connect.Unavailable;
import dev.sameriver.view.UserError;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/** Where jobs run: in this process, or, with {@code --flink}, on a cluster. */
public final class FlinkTarget {

    private static final int PATIENCE_MILLIS = 10_000;

    private final Settings settings;
    private final List<Path> jars;

    /**
     * @param jars what a cluster needs to run the view; embedded, views not on the class path
     */
    public FlinkTarget(Settings settings, List<Path> jars) {
        this.settings = settings;
        this.jars = List.copyOf(jars);
    }

    /** The settings of where jobs run. */
    Settings settings() {
        return settings;
    }

    /** What a cluster needs to run the view. */
    public List<Path> jars() {
        return jars;
    }

    /** Whether jobs run in this process. */
    public boolean isEmbedded() {
        return settings.find(Settings.FLINK).isEmpty();
    }

    /**
     * An environment to build one job in.
     *
     * @param parallelism 1 or greater
     * @param savepoint what to start from; null to start afresh
     * @throws UserError if the cluster's address is no address
     */
    public StreamExecutionEnvironment environment(int parallelism, @Nullable String savepoint) {
        if (parallelism < 1) {
            throw new UserError(
                    "A job's parallelism must be 1 or greater, but --parallelism is "
                            + parallelism
                            + ": give the number of slots to use.");
        }
        Configuration configuration = new Configuration();
        Properties properties = settings.under(Settings.FLINK);
        properties.forEach((key, value) -> configuration.setString((String) key, (String) value));
        if (savepoint != null) {
            configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        }
        Optional<String> address = settings.find(Settings.FLINK);
        StreamExecutionEnvironment environment =
                address.isPresent()
                        ? remote(address.get(), configuration)
                        : embedded(parallelism, configuration);
        environment.setParallelism(parallelism);
        return environment;
    }

    private StreamExecutionEnvironment embedded(int parallelism, Configuration configuration) {
        configuration.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, Duration.ofMillis(500));
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        configuration.set(TaskManagerOptions.NUM_TASK_SLOTS, parallelism);
        configuration.set(
                CoreOptions.ALWAYS_PARENT_FIRST_LOADER_PATTERNS_ADDITIONAL, JobClasses.SHARED);
        configuration.set(
                PipelineOptions.JARS, jars.stream().map(jar -> jar.toUri().toString()).toList());
        return StreamExecutionEnvironment.createLocalEnvironment(parallelism, configuration);
    }

    private StreamExecutionEnvironment remote(String address, Configuration configuration) {
        URI uri = restUri(address);
        requireAnswer(uri, address);
        return StreamExecutionEnvironment.createRemoteEnvironment(
                uri.getHost(),
                uri.getPort(),
                configuration,
                jars.stream().map(Path::toString).toArray(String[]::new));
    }

    /**
     * @throws UserError if the address is none
     */
    static URI restUri(String address) {
        URI uri = URI.create(address.contains("://") ? address : "http://" + address);
        if (uri.getHost() == null || uri.getPort() < 0) {
            throw new UserError(
                    "A cluster's address is host:port of its REST endpoint, but --flink is "
                            + address
                            + ": give one like localhost:8081.");
        }
        return uri;
    }

    static void requireAnswer(URI uri, String address) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), PATIENCE_MILLIS);
        } catch (IOException e) {
            throw new Unavailable(
                    "A cluster must answer, but --flink "
                            + address
                            + " does not ("
                            + e.getMessage()
                            + "): check the address, or start it.",
                    e);
        }
    }
}
