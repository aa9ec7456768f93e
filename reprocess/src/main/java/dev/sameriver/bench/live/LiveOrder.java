package dev.sameriver.bench.live;

import dev.sameriver.connect.Settings;
import java.util.Map;

/**
 * What a system's process is told to run.
 *
 * @param topic whose records it reads from the start
 * @param settings as in a file of settings: Kafka, Postgres and the archive
 * @param checkpoints where checkpoints go, as a URI
 */
public record LiveOrder(
        LiveSystem system,
        String topic,
        Map<String, String> settings,
        int parallelism,
        String checkpoints) {

    /** The servers, and what all systems' jobs have in common. */
    public Settings all() {
        return Settings.of(settings)
                .overriddenBy(
                        Map.of(
                                "flink.state.backend.type", "hashmap",
                                "flink.execution.checkpointing.storage", "filesystem",
                                "flink.execution.checkpointing.dir", checkpoints,
                                "flink.taskmanager.memory.managed.size", "128m",
                                "flink.taskmanager.memory.network.min", "128m",
                                "flink.taskmanager.memory.network.max", "128m"));
    }
}
