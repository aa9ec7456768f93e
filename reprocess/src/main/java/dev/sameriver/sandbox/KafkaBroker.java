package dev.sameriver.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;

/** One Kafka broker that is its own KRaft controller. */
record KafkaBroker(Site site) implements Daemon {

    static final String NAME = "kafka";

    private static final int PATIENCE_MILLIS = 5_000;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String address() {
        return site.address(Port.KAFKA);
    }

    @Override
    public void prepare() throws IOException, InterruptedException {
        TextFile.write(config(), text());
        List<String> command =
                JavaCommand.tool(site.layout(), NAME)
                        .jars(site.jars("kafka"))
                        .main(
                                "kafka.tools.StorageTool",
                                "format",
                                "-t",
                                Uuid.randomUuid().toString(),
                                "-c",
                                config().toString());
        Tool.fillOnce(site.layout().data(NAME), NAME, command, site.layout().log(NAME));
    }

    @Override
    public List<String> command() {
        return site.java(NAME)
                .options("-Xmx512m", "-XX:+UseSerialGC")
                .jars(site.jars("kafka"))
                .main("kafka.Kafka", config().toString());
    }

    @Override
    public String complaint() {
        if (!Loopback.accepts(site.ports().number(Port.KAFKA))) {
            return "does not accept connections at " + address();
        }
        Properties properties = new Properties();
        properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, address());
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        try (AdminClient admin = AdminClient.create(properties)) {
            boolean hasBroker =
                    !admin.describeCluster()
                            .nodes()
                            .get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                            .isEmpty();
            return hasBroker ? "" : "the controller knows no live broker";
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            return "does not describe its cluster at " + address();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "was not asked to the end";
        }
    }

    private Path config() {
        return site.layout().conf("kafka.properties");
    }

    private String text() {
        String client = "PLAINTEXT://" + address();
        String controller = site.address(Port.KAFKA_CONTROLLER);
        Map<String, String> settings = new TreeMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("controller.quorum.voters", "1@" + controller);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("listeners", client + ",CONTROLLER://" + controller);
        settings.put("advertised.listeners", client);
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("log.dirs", site.layout().data(NAME).toString());
        settings.put("auto.create.topics.enable", "false");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        // The internal topics have 50 partitions by default, which costs seconds at every start.
        settings.put("offsets.topic.num.partitions", "4");
        settings.put("transaction.state.log.num.partitions", "4");
        // A broker that was killed may come back only once its old session has ended.
        settings.put("broker.session.timeout.ms", "4000");
        settings.put("broker.heartbeat.interval.ms", "500");
        settings.put("group.initial.rebalance.delay.ms", "0");
        // Records of 1 MB must pass, with room for their headers and their batch.
        settings.put("message.max.bytes", "4194304");
        return settings.entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue() + "\n")
                .collect(Collectors.joining());
    }
}
