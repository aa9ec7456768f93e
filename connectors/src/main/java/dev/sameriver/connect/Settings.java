package dev.sameriver.connect;

import dev.sameriver.view.UserError;
import java.io.IOException;
import java.io.Reader;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;

/**
 * The addresses of the parts that a run uses, and the client properties passed through to each.
 *
 * <p>Four keys are addresses: {@code archive} (a Hadoop file system URI, as in {@code
 * hdfs://namenode:8020/logs}), {@code kafka} (bootstrap servers), {@code postgres} (a JDBC URL) and
 * {@code flink} (the REST address of a cluster). A key under {@code kafka.}, {@code postgres.},
 * {@code hadoop.} or {@code flink.} is that client's own property, as in {@code
 * kafka.security.protocol=SASL_SSL}. A flag goes before the file, and the file before a default.
 */
public final class Settings implements Serializable {

    public static final String ARCHIVE = "archive";
    public static final String KAFKA = "kafka";
    public static final String POSTGRES = "postgres";
    public static final String FLINK = "flink";

    /** The file of the key that audits are signed with. */
    public static final String AUDIT_KEY = "audit.key";

    private static final List<String> OWN = List.of(ARCHIVE, KAFKA, POSTGRES, FLINK, AUDIT_KEY);
    private static final List<String> CLIENTS = List.of("hadoop", KAFKA, POSTGRES, FLINK);

    private final TreeMap<String, String> values;

    private Settings(Map<String, String> values) {
        this.values = new TreeMap<>(values);
    }

    /** Settings given as a map; null keys or values are not allowed. */
    public static Settings of(Map<String, String> values) {
        return new Settings(values);
    }

    /**
     * Reads a Java properties file in UTF-8.
     *
     * @throws UserError if the file is not there, cannot be read, or has a setting that is none
     */
    public static Settings load(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (NoSuchFileException e) {
            throw new UserError(
                    "The config file must exist, but --config "
                            + file
                            + " does not: check the path.",
                    e);
        } catch (IOException | IllegalArgumentException e) {
            throw new UserError(
                    "The config file "
                            + file
                            + " cannot be read ("
                            + e.getMessage()
                            + "): make it a Java properties file.",
                    e);
        }
        TreeMap<String, String> values = new TreeMap<>();
        properties
                .stringPropertyNames()
                .forEach(key -> values.put(key, properties.getProperty(key)));
        requireKnown(values.keySet(), file.toString());
        return new Settings(values);
    }

    /**
     * Requires that keys are those of this product, or below a client's prefix; what is below it,
     * that client knows best.
     *
     * @param from where the keys are from, for the message, as in {@code --set}
     * @throws UserError if one is none of these; for {@code kafak.acks} it names {@code kafka.acks}
     */
    public static void requireKnown(Collection<String> keys, String from) {
        for (String key : keys) {
            String[] parts = key.split("\\.", 2);
            boolean isOfClient = parts.length == 2 && CLIENTS.contains(parts[0]);
            if (!OWN.contains(key) && !isOfClient) {
                String near = NearestName.of(parts[0], parts.length == 1 ? OWN : CLIENTS);
                throw new UserError(
                        "A setting is one of "
                                + String.join(", ", OWN)
                                + ", or a client's own below "
                                + String.join("., ", CLIENTS)
                                + "., but "
                                + from
                                + " has "
                                + key
                                + ": give "
                                + (parts.length == 1 ? near : near + "." + parts[1])
                                + ", or leave it out.");
            }
        }
    }

    /** These settings with those of {@code first} going before them. */
    public Settings overriddenBy(Map<String, String> first) {
        TreeMap<String, String> merged = new TreeMap<>(values);
        merged.putAll(first);
        return new Settings(merged);
    }

    /** These settings without one of them. */
    public Settings without(String key) {
        TreeMap<String, String> rest = new TreeMap<>(values);
        rest.remove(key);
        return new Settings(rest);
    }

    /** The value of a key, if it is set. */
    public Optional<String> find(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /**
     * The value of a key.
     *
     * @throws UserError if it is not set
     */
    public String require(String key) {
        String value = values.get(key);
        if (value == null) {
            throw new UserError(
                    "This command needs the address of "
                            + key
                            + ", but none was given: pass --"
                            + key
                            + ", or set "
                            + key
                            + " in the config file.");
        }
        return value;
    }

    /** All settings, sorted by key. */
    public Map<String, String> asMap() {
        return Map.copyOf(values);
    }

    /**
     * Kafka's client properties, with {@code bootstrap.servers} among them.
     *
     * @throws UserError if the address of Kafka is not set
     */
    public Properties kafkaProperties() {
        Properties properties = under(KAFKA);
        properties.setProperty("bootstrap.servers", require(KAFKA));
        return properties;
    }

    /** The Postgres driver's properties, without the URL. */
    public Properties postgresProperties() {
        return under(POSTGRES);
    }

    /**
     * Hadoop's configuration: what is on the class path, then the {@code hadoop.} settings. Where
     * neither says how long a name node is waited for that does not answer, it is 15 seconds, not
     * Hadoop's 15 minutes.
     */
    public Configuration hadoop() {
        Configuration configuration = new Configuration(ClassPath.CONFIGURATION);
        configuration.setClassLoader(hadoopClasses());
        under("hadoop").forEach((key, value) -> configuration.set((String) key, (String) value));
        return configuration;
    }

    /** The thread's class loader, but where a jar was added to a session of SQL, the jar's. */
    private static ClassLoader hadoopClasses() {
        ClassLoader thread = Thread.currentThread().getContextClassLoader();
        try {
            if (Class.forName(Configuration.class.getName(), false, thread)
                    == Configuration.class) {
                return thread;
            }
        } catch (ClassNotFoundException e) {
            // The one that this class is from has it.
        }
        return Settings.class.getClassLoader();
    }

    /** What Hadoop finds on the class path: some hundred settings, which take long to parse. */
    private static final class ClassPath {

        static final Configuration CONFIGURATION = new Configuration();

        static {
            // Whoever comes first may be a job whose class loader ends with it.
            CONFIGURATION.setClassLoader(Settings.class.getClassLoader());
            CONFIGURATION.size();
            unlessSet("ipc.client.connect.timeout", "5000");
            unlessSet("ipc.client.connect.max.retries.on.timeouts", "2");
        }

        private static void unlessSet(String key, String value) {
            String[] sources = CONFIGURATION.getPropertySources(key);
            if (sources == null || sources[sources.length - 1].equals("core-default.xml")) {
                CONFIGURATION.set(key, value);
            }
        }
    }

    /** The properties of one client: the keys under {@code prefix.}, without that prefix. */
    public Properties under(String prefix) {
        Properties properties = new Properties();
        String start = prefix + ".";
        values.forEach(
                (key, value) -> {
                    if (key.startsWith(start)) {
                        properties.setProperty(key.substring(start.length()), value);
                    }
                });
        return properties;
    }
}
