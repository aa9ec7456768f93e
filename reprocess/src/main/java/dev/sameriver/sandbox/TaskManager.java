package dev.sameriver.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.util.config.memory.ProcessMemoryUtils;

/**
 * One of Flink's TaskManagers.
 *
 * <p>Every start has an id of its own, found again in the process's command line. So a TaskManager
 * that was killed, and that the JobManager still counts until its heartbeat times out, is not
 * mistaken for the one that took its place.
 */
record TaskManager(Site site, ProcessTable processes, String name) implements Daemon {

    static final String PREFIX = "taskmanager-";
    static final String FIRST = PREFIX + "1";

    private static final String ID = "-Dtaskmanager.resource-id=";

    @Override
    public String address() {
        return site.address(Port.FLINK) + " (" + FlinkConfig.SLOTS + " slots)";
    }

    @Override
    public List<String> command() {
        TaskExecutorProcessSpec memory =
                TaskExecutorProcessUtils.processSpecFromConfig(FlinkConfig.configuration(site));
        String id = name + "-" + UUID.randomUUID();
        return FlinkCommand.of(
                site,
                name,
                "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
                ProcessMemoryUtils.generateJvmParametersStr(memory)
                        + " "
                        + String.join(" ", HugePages.option()),
                TaskExecutorProcessUtils.generateDynamicConfigsStr(memory) + " " + ID + id);
    }

    /** Healthy once the JobManager lists this very process with slots. */
    @Override
    public String complaint() {
        String id = processes.argument(name, ID).orElse("");
        try {
            for (JsonNode known :
                    Http.json(site.address(Port.FLINK), "/taskmanagers").path("taskmanagers")) {
                if (known.path("id").asText().equals(id) && known.path("slotsNumber").asInt() > 0) {
                    return "";
                }
            }
            return "is not registered with the JobManager";
        } catch (IOException e) {
            return "the JobManager does not answer";
        }
    }
}
