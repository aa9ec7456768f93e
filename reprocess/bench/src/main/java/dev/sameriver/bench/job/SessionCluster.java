package dev.sameriver.bench.job;

import dev.sameriver.connect.Settings;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;

/**
 * A cluster in this process that takes one job after the other, so that no job's figures hold the
 * start of a cluster, and later jobs find it warm.
 */
final class SessionCluster implements AutoCloseable {

    private final MiniCluster cluster;
    private final Settings settings;

    private SessionCluster(MiniCluster cluster, Settings settings) {
        this.cluster = cluster;
        this.settings = settings;
    }

    /**
     * Starts a cluster with one TaskManager.
     *
     * @param options Flink's, for the cluster and for its jobs
     */
    static SessionCluster start(int slots, Map<String, String> options) throws Exception {
        Configuration configuration = Configuration.fromMap(options);
        configuration.set(TaskManagerOptions.NUM_TASK_SLOTS, slots);
        configuration.set(RestOptions.BIND_PORT, "0");
        MiniCluster cluster =
                new MiniCluster(
                        new MiniClusterConfiguration.Builder()
                                .setConfiguration(configuration)
                                .setNumTaskManagers(1)
                                .setNumSlotsPerTaskManager(slots)
                                .build());
        cluster.start();
        URI address = cluster.getRestAddress().get();
        Map<String, String> settings = new HashMap<>();
        options.forEach((key, value) -> settings.put(Settings.FLINK + "." + key, value));
        settings.put(Settings.FLINK, address.getHost() + ":" + address.getPort());
        return new SessionCluster(cluster, Settings.of(settings));
    }

    /** What a job needs to run here. */
    Settings settings() {
        return settings;
    }

    /** The checkpoints that a job has completed, which may have ended. */
    Checkpoints checkpoints(JobID job) throws Exception {
        CheckpointStatsSnapshot statistics =
                cluster.getExecutionGraph(job).get().getCheckpointStatsSnapshot();
        return statistics == null ? Checkpoints.NONE : Checkpoints.of(statistics);
    }

    @Override
    public void close() throws Exception {
        cluster.close();
    }
}
