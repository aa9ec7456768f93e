package dev.sameriver.output;

import dev.sameriver.connect.Settings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;

/** A Postgres and a Kafka of this JVM's tests, started when first asked for, gone with the JVM. */
public final class Servers {

    private static @Nullable EmbeddedPostgres postgres;
    private static @Nullable String kafka;

    private Servers() {}

    public static synchronized Settings postgres() {
        return Settings.of(Map.of(Settings.POSTGRES, started().getJdbcUrl("postgres", "postgres")));
    }

    public static synchronized void sql(String sql) throws SQLException {
        try (Connection connection = started().getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static EmbeddedPostgres started() {
        try {
            if (postgres == null) {
                EmbeddedPostgres server = EmbeddedPostgres.start();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server)));
                postgres = server;
            }
            return postgres;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void close(EmbeddedPostgres server) {
        try {
            server.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public static synchronized Settings kafka() {
        try {
            if (kafka == null) {
                kafka = startKafka();
            }
            return Settings.of(Map.of(Settings.KAFKA, kafka));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String startKafka() throws Exception {
        Path folder = Files.createTempDirectory("kafka");
        int port = freePort();
        int controller = freePort();
        Properties properties = new Properties();
        properties.setProperty("process.roles", "broker,controller");
        properties.setProperty("node.id", "1");
        properties.setProperty("controller.quorum.voters", "1@localhost:" + controller);
        properties.setProperty("controller.listener.names", "CONTROLLER");
        properties.setProperty(
                "listeners",
                "PLAINTEXT://localhost:" + port + ",CONTROLLER://localhost:" + controller);
        properties.setProperty("log.dirs", folder.resolve("logs").toString());
        properties.setProperty("offsets.topic.replication.factor", "1");
        properties.setProperty("transaction.state.log.replication.factor", "1");
        properties.setProperty("transaction.state.log.min.isr", "1");
        properties.setProperty("transaction.state.log.num.partitions", "4");
        properties.setProperty("offsets.topic.num.partitions", "1");
        properties.setProperty("transaction.max.timeout.ms", "300000");
        properties.setProperty("group.initial.rebalance.delay.ms", "0");
        Path file = folder.resolve("server.properties");
        try (var out = Files.newBufferedWriter(file)) {
            properties.store(out, null);
        }
        StorageTool.execute(
                new String[] {"format", "-t", Uuid.randomUuid().toString(), "-c", file.toString()},
                System.out);
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(properties), Time.SYSTEM);
        server.startup();
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    server.shutdown();
                                    server.awaitShutdown();
                                }));
        return "localhost:" + port;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
