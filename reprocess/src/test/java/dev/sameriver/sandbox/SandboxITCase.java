package dev.sameriver.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sameriver.connect.Settings;
import dev.sameriver.view.UserError;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;
import org.apache.flink.api.java.functions.NullByteKeySelector;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The life of one sandbox, in order: up, used, wounded, healed, down. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SandboxITCase {

    private static final byte[] MEGABYTE = new byte[1_000_000];

    @TempDir private static Path directory;

    private static SandboxOptions options;
    private static Sandbox sandbox;
    private static final List<Long> PIDS = new ArrayList<>();

    @BeforeAll
    static void up() {
        options = SandboxOptions.defaults().in(directory.resolve("box"));
        sandbox = Sandbox.up(options);
        collectPids();
    }

    @AfterAll
    static void down() {
        sandbox.downAndDelete();
    }

    @Test
    @Order(1)
    void everyProcessIsHealthyAndTheSettingsFileNamesAllAddresses() {
        assertThat(sandbox.status())
                .allMatch(ProcessStatus::healthy)
                .extracting(ProcessStatus::name)
                .containsExactly(
                        "datanode", "jobmanager", "kafka", "namenode", "postgres", "taskmanager-1");
        Settings settings = Settings.load(sandbox.settingsFile());
        assertThat(settings.asMap()).isEqualTo(sandbox.settings().asMap());
        assertThat(settings.require(Settings.ARCHIVE)).matches("hdfs://127.0.0.1:\\d+/sameriver");
        assertThat(settings.asMap()).containsKeys("kafka", "postgres", "flink");
    }

    @Test
    @Order(2)
    void fileOnHdfsIsReadBack() throws IOException {
        writeFile("first", "upon the same rivers");

        assertThat(readFile("first")).isEqualTo("upon the same rivers");
    }

    @Test
    @Order(3)
    void recordOfOneMegabytePassesThroughKafka() throws Exception {
        try (AdminClient admin = AdminClient.create(sandbox.settings().kafkaProperties())) {
            admin.createTopics(List.of(new NewTopic("events", 1, (short) 1))).all().get();
        }
        produce(MEGABYTE);

        assertThat(consume()).extracting(ConsumerRecord::value).containsExactly(MEGABYTE);
    }

    @Test
    @Order(4)
    void postgresKeepsATable() throws SQLException {
        query("create table rivers (name text)");
        query("insert into rivers values ('Cayster')");

        assertThat(query("select name from rivers")).isEqualTo("Cayster");
    }

    @Test
    @Order(5)
    void flinkOffersEightSlotsAndEightMoreWithAnotherTaskManager() throws Exception {
        assertThat(slots()).isEqualTo(8);

        String name = sandbox.startTaskManager();
        collectPids();

        assertThat(name).isEqualTo("taskmanager-2");
        assertThat(slots()).isEqualTo(16);
    }

    /** Built from Flink's own classes only, so that no jar needs to be sent. */
    @Test
    @Order(6)
    void keyedStateInRocksDbIsCheckpointedToHdfs() throws Exception {
        String[] flink = sandbox.settings().require(Settings.FLINK).split(":");
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createRemoteEnvironment(
                        flink[0], Integer.parseInt(flink[1]));
        environment.enableCheckpointing(500);
        environment
                .fromSequence(0, Long.MAX_VALUE)
                .keyBy(new NullByteKeySelector<>())
                .sum(0)
                .sinkTo(new DiscardingSink<>());
        JobClient job = environment.executeAsync("checkpointed");
        try {
            assertThat(checkpointPath(job)).startsWith("hdfs://127.0.0.1:");
        } finally {
            job.cancel().get();
        }
    }

    @Test
    @Order(7)
    void upLeavesWhatRunsAlone() {
        List<ProcessStatus> before = sandbox.status();

        Sandbox.up(options);

        assertThat(sandbox.status()).isEqualTo(before);
    }

    @Test
    @Order(8)
    void killedProcessesAreNamedByStatusAndHealedByUpOnTheSamePortsAndData() throws Exception {
        Map<String, String> addresses = sandbox.settings().asMap();
        List<String> killed = List.of("taskmanager-1", "kafka", "postgres", "namenode", "datanode");
        killed.forEach(sandbox::kill);

        assertThat(sandbox.status())
                .filteredOn(process -> killed.contains(process.name()))
                .hasSize(killed.size())
                .allSatisfy(
                        process -> {
                            assertThat(process.pid()).isEmpty();
                            assertThat(process.complaint()).isEqualTo("is not running");
                        });

        Sandbox.up(options);
        collectPids();

        assertThat(sandbox.status()).hasSize(7).allMatch(ProcessStatus::healthy);
        assertThat(sandbox.settings().asMap()).isEqualTo(addresses);
        assertThat(readFile("first")).isEqualTo("upon the same rivers");
        assertThat(query("select name from rivers")).isEqualTo("Cayster");
        produce(new byte[] {7});
        assertThat(consume()).hasSize(2);
    }

    @Test
    @Order(9)
    void secondCommandOnTheSameDirectoryIsRefusedWhileOneIsAtWork() throws IOException {
        try (DirectoryLock lock = DirectoryLock.take(new Layout(options.directory()))) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(() -> Sandbox.up(options)).isInstanceOf(UserError.class);
        }
    }

    @Test
    @Order(10)
    void downLeavesNoProcessAlive() {
        sandbox.down();

        assertThat(sandbox.status()).isEmpty();
        assertThat(PIDS).hasSizeGreaterThan(10).noneMatch(ProcessTable::isAlive);
    }

    private static void collectPids() {
        sandbox.status().stream()
                .map(ProcessStatus::pid)
                .mapToLong(OptionalLong::orElseThrow)
                .forEach(PIDS::add);
    }

    private static int slots() throws IOException {
        String address = sandbox.settings().require(Settings.FLINK);
        return Http.json(address, "/overview").path("slots-total").asInt();
    }

    private static String checkpointPath(JobClient job) throws Exception {
        String address = sandbox.settings().require(Settings.FLINK);
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        String path = "";
        while (path.isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(200);
            path =
                    Http.json(address, "/jobs/" + job.getJobID() + "/checkpoints")
                            .at("/latest/completed/external_path")
                            .asText();
        }
        return path;
    }

    private static FileSystem files() throws IOException {
        Settings settings = sandbox.settings();
        return FileSystem.newInstance(
                URI.create(settings.require(Settings.ARCHIVE)), settings.hadoop());
    }

    private static org.apache.hadoop.fs.Path file(String name) {
        return new org.apache.hadoop.fs.Path(
                sandbox.settings().require(Settings.ARCHIVE) + "/" + name);
    }

    private static void writeFile(String name, String text) throws IOException {
        try (FileSystem files = files();
                FSDataOutputStream out = files.create(file(name))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String readFile(String name) throws IOException {
        try (FileSystem files = files();
                FSDataInputStream in = files.open(file(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void produce(byte[] value) throws Exception {
        Properties properties = sandbox.settings().kafkaProperties();
        properties.put("max.request.size", "2000000");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>("events", value)).get();
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> consume() {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        sandbox.settings().kafkaProperties(),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            TopicPartition events = new TopicPartition("events", 0);
            consumer.assign(List.of(events));
            consumer.seekToBeginning(List.of(events));
            long end = consumer.endOffsets(List.of(events)).values().iterator().next();
            long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
            while (consumer.position(events) < end) {
                assertThat(System.nanoTime()).isLessThan(deadline);
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records;
    }

    private static String query(String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(sandbox.settings().require(Settings.POSTGRES));
                Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            try (ResultSet rows = statement.getResultSet()) {
                return rows.next() ? rows.getString(1) : "";
            }
        }
    }
}
