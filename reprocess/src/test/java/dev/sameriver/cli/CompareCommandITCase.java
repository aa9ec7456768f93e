package dev.sameriver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.connect.PostgresServer;
import dev.sameriver.connect.Settings;
import dev.sameriver.registry.Registry;
import dev.sameriver.registry.VersionKey;
import dev.sameriver.run.JarStore;
import dev.sameriver.sandbox.Part;
import dev.sameriver.sandbox.SharedSandbox;
import dev.sameriver.upgrade.SourceJar;
import dev.sameriver.view.View;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CompareCommandITCase {

    @TempDir private Path folder;

    private String err = "";

    @Test
    void exitCodeIsOneForRowsThatDifferOnly() throws Exception {
        for (String table : List.of("coded_v1", "coded_v2")) {
            sql("DROP TABLE IF EXISTS " + table);
            sql("CREATE TABLE " + table + " (origin text PRIMARY KEY, flights bigint)");
        }
        assertThat(compare()).isEqualTo(2);
        assertThat(err).contains("neither coded@1 nor coded@2 has a final one:");
        sql("INSERT INTO coded_v1 VALUES ('A', 1)");
        sql("INSERT INTO coded_v2 VALUES ('A', 1)");
        assertThat(compare()).isZero();
        assertThat(compare("--json", folder.resolve("none/found.json").toString())).isEqualTo(2);
        assertThat(err.lines()).hasSize(1);
        assertThat(err)
                .startsWith("sameriver: coded@1 and coded@2 could not be compared: FileNotFound");
        sql("UPDATE coded_v2 SET flights = 2");
        assertThat(compare()).isEqualTo(1);
        assertThat(err).isEmpty();
    }

    @Test
    void jarThatCannotBeLoadedIsAFailureInOneLine() throws Exception {
        Path jar = folder.resolve("broken.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry("META-INF/services/dev.sameriver.view.View"));
            out.write("com.acme.Nothing".getBytes(StandardCharsets.UTF_8));
        }

        assertThat(execute("compare", "coded@1", "--derive", "--jar", jar.toString())).isEqualTo(2);
        assertThat(err).contains("could not be compared: ServiceConfigurationError");
        assertThat(execute("replay", "coded@1", "--jar", jar.toString())).isEqualTo(1);
        assertThat(err).startsWith("sameriver: ServiceConfigurationError: ");
        assertThat(err.lines()).hasSize(1);
    }

    /** As of a view that was started by {@code --jar}, and is in no folder of jobs. */
    @Test
    void versionThatIsNamedIsThatOfTheJarItWasStartedWith() throws Exception {
        Path jar =
                SourceJar.compile("Visits", SourceJar.source("Visits"), folder, List.of("Visits"));
        Settings settings =
                SharedSandbox.with(Part.POSTGRES)
                        .settings()
                        .overriddenBy(
                                Map.of(
                                        Settings.ARCHIVE,
                                        folder.resolve("logs").toUri().toString()));
        VersionKey key = new VersionKey("visits", 1);
        Registry registry = Registry.open(settings);
        registry.declare(key, "visits_v1", "test", null);
        registry.setJob(key, "0a", new JarStore(settings).keep(List.of(jar)), "test", null);
        Path config = folder.resolve("config.properties");
        Files.write(
                config,
                settings.asMap().entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .toList());

        View view = ViewOptions.of("visits@1", null).viewThatRuns(settings);
        assertThat(view.getClass().getName()).isEqualTo("com.acme.Visits");
        assertThat(
                        execute(
                                "upgrade",
                                "visits@1",
                                "--check",
                                "--jar",
                                jar.toString(),
                                "--config",
                                config.toString()))
                .as(err)
                .isZero();
        assertThat(execute("compare", "visits@1", "--derive", "--config", config.toString()))
                .isEqualTo(2);
        assertThat(err).contains("Postgres has no visits_v1");
    }

    private int compare(String... options) {
        List<String> words = new ArrayList<>(List.of("compare", "coded@1", "coded@2"));
        words.addAll(
                List.of(
                        "--config",
                        SharedSandbox.with(Part.POSTGRES).settingsFile().toString(),
                        "--explain",
                        "0"));
        words.addAll(Arrays.asList(options));
        return execute(words.toArray(new String[0]));
    }

    private int execute(String... words) {
        StringWriter errors = new StringWriter();
        CommandLine line = Main.commandLine();
        line.setErr(new PrintWriter(errors, true));
        int code = line.execute(words);
        err = errors.toString();
        return code;
    }

    private static void sql(String sql) throws SQLException {
        try (Connection connection =
                        PostgresServer.of(SharedSandbox.with(Part.POSTGRES).settings()).connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
