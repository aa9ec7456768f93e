package dev.sameriver.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;

/** The configuration of the Flink cluster. */
final class FlinkConfig {

    /** Slots of one TaskManager: two jobs at parallelism 4 fit. */
    static final int SLOTS = 8;

    private FlinkConfig() {}

    /** The directory with config.yaml. */
    static Path directory(Layout layout) {
        return layout.conf("flink");
    }

    static void write(Site site) throws IOException {
        String yaml =
                settings(site).entrySet().stream()
                        .map(entry -> entry.getKey() + ": \"" + entry.getValue() + "\"\n")
                        .collect(Collectors.joining());
        TextFile.write(directory(site.layout()).resolve("config.yaml"), yaml);
    }

    static Configuration configuration(Site site) {
        return Configuration.fromMap(settings(site));
    }

    private static Map<String, String> settings(Site site) {
        String checkpoints = HdfsSite.root(site) + "/flink/";
        Map<String, String> settings = new TreeMap<>();
        settings.put("jobmanager.rpc.address", Ports.LOOPBACK);
        settings.put("jobmanager.rpc.port", "" + site.ports().number(Port.FLINK_RPC));
        settings.put("jobmanager.bind-host", Ports.LOOPBACK);
        settings.put("jobmanager.memory.process.size", "1024m");
        settings.put("blob.server.port", "" + site.ports().number(Port.FLINK_BLOB));
        settings.put("rest.address", Ports.LOOPBACK);
        settings.put("rest.bind-address", Ports.LOOPBACK);
        settings.put("rest.port", "" + site.ports().number(Port.FLINK));
        settings.put("rest.bind-port", "" + site.ports().number(Port.FLINK));
        settings.put("taskmanager.host", Ports.LOOPBACK);
        settings.put("taskmanager.bind-host", Ports.LOOPBACK);
        settings.put("taskmanager.memory.process.size", "3072m");
        // Jobs come and go here all day, each with the classes of a jar of its own.
        settings.put("taskmanager.memory.jvm-metaspace.size", "768m");
        settings.put("taskmanager.numberOfTaskSlots", "" + SLOTS);
        settings.put("io.tmp.dirs", site.layout().scratch().toString());
        settings.put("state.backend.type", "rocksdb");
        settings.put("execution.checkpointing.incremental", "true");
        settings.put("execution.checkpointing.dir", checkpoints + "checkpoints");
        settings.put("execution.checkpointing.savepoint-dir", checkpoints + "savepoints");
        settings.put("restart-strategy.type", "fixed-delay");
        settings.put("restart-strategy.fixed-delay.attempts", "1000000");
        settings.put("restart-strategy.fixed-delay.delay", "1 s");
        // A killed TaskManager is noticed within ten seconds.
        settings.put("heartbeat.interval", "1000 ms");
        settings.put("heartbeat.timeout", "10000 ms");
        // Both start at once: the TaskManager must not wait long for its second try.
        settings.put("cluster.registration.error-delay", "500 ms");
        return settings;
    }
}
