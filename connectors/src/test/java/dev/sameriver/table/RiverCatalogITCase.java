package dev.sameriver.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sameriver.aggregate.Aggregates;
import dev.sameriver.connect.Settings;
import dev.sameriver.job.RunMode;
import dev.sameriver.job.ViewJob;
import dev.sameriver.output.Output;
import dev.sameriver.output.Servers;
import dev.sameriver.registry.Registry;
import dev.sameriver.registry.VersionKey;
import dev.sameriver.source.LiveOptions;
import dev.sameriver.view.Inputs;
import dev.sameriver.view.Rows;
import dev.sameriver.view.RunOptions;
import dev.sameriver.view.View;
import dev.sameriver.window.Windows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The catalog through Flink's SQL gateway, with flights in an archive and a view in Postgres. */
class RiverCatalogITCase {

    @TempDir private static Path folder;
    private static FlightsArchive flights;
    private static Gateway gateway;
    private static String postgres = "";

    public record Flight(String origin, long delayMinutes) {}

    /** Flights of each day, by airport. */
    static final class AirportDelays implements View {

        @Override
        public String name() {
            return "airport-delays";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public Rows derive(Inputs inputs) {
            return inputs.events("flights", Flight.class)
                    .disorder(Duration.ofHours(2))
                    .keyBy("origin", Flight::origin)
                    .window(Windows.tumbling(Duration.ofDays(1)))
                    .aggregate(
                            Aggregates.count("flights"),
                            Aggregates.sum("delay_minutes", Flight::delayMinutes));
        }
    }

    @BeforeAll
    static void start() throws Exception {
        flights = FlightsArchive.create(folder.resolve("flights"));
        Settings settings = Servers.postgres().overriddenBy(flights.settings().asMap());
        derive(settings);
        Registry.open(settings)
                .declare(new VersionKey("airport-delays", 1), "airport_delays_v1", "a test", null);
        Servers.sql("CREATE VIEW airport_delays AS SELECT * FROM airport_delays_v1");
        Path file = folder.resolve("sameriver.properties");
        Files.writeString(
                file,
                "archive=%s\npostgres=%s\n"
                        .formatted(flights.root(), settings.require(Settings.POSTGRES)));
        postgres = settings.require(Settings.POSTGRES);
        gateway = new Gateway(configuration());
        gateway.run(
                "CREATE CATALOG river WITH ('type' = 'sameriver', 'config' = '%s', 'disorder' = 'PT2H')"
                        .formatted(file));
        gateway.run("USE CATALOG river");
    }

    private static Configuration configuration() {
        Configuration configuration = new Configuration();
        configuration.setString("execution.target", "local");
        configuration.setString("execution.attached", "true");
        configuration.setString("execution.runtime-mode", "batch");
        configuration.setString("parallelism.default", "2");
        return configuration;
    }

    private static void derive(Settings settings) throws Exception {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(2);
        ViewJob job =
                new ViewJob(
                        new AirportDelays(),
                        settings,
                        RunMode.BATCH,
                        RunOptions.FINAL_ROWS,
                        LiveOptions.NONE);
        job.configure(environment, Duration.ofSeconds(1));
        job.write(job.derive(environment), Output.of("postgres", settings), true);
        environment.execute();
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
        Servers.sql("DROP VIEW airport_delays");
        Servers.sql("DROP SCHEMA sameriver CASCADE");
    }

    @Test
    void logsAndViewsAreTables() throws Exception {
        assertThat(gateway.run("SHOW DATABASES")).containsExactly("[\"logs\"]", "[\"views\"]");
        assertThat(gateway.run("SHOW TABLES IN logs"))
                .containsExactly("[\"flights\"]", "[\"flights$dead\"]");
        assertThat(gateway.run("SHOW TABLES IN `views`"))
                .containsExactly("[\"airport-delays\"]", "[\"airport-delays@1\"]");
        assertThat(gateway.run("SHOW USER FUNCTIONS IN logs")).containsExactly("[\"windowed\"]");
        assertThat(gateway.run("SHOW CREATE TABLE `views`.`airport-delays@1`").get(0))
                .contains("PRIMARY KEY (`origin`, `window_start`, `window_end`) NOT ENFORCED")
                .doesNotContain("jdbc:");
    }

    /** The rule of windows in SQL: an event counts iff its window ends after its clock. */
    @Test
    void viewIsWhatItsLogSaysByTheRuleOfWindows() throws Exception {
        List<String> rows =
                gateway.run(
                        """
                        SELECT COUNT(*), SUM(counted), MIN(IF(counted = flights, 1, 0)),
                               MIN(IF(delay = delay_minutes, 1, 0))
                        FROM (
                            SELECT v.origin, v.window_start, v.flights, v.delay_minutes,
                                   COUNT(*) AS counted, SUM(f.delay_minutes) AS delay
                            FROM flights AS f JOIN `views`.`airport-delays` AS v
                              ON f.origin = v.origin
                             AND f.event_time >= v.window_start AND f.event_time < v.window_end
                            WHERE f.clock IS NULL OR v.window_end > f.clock
                            GROUP BY v.origin, v.window_start, v.flights, v.delay_minutes)
                        """);
        List<String> view =
                gateway.run("SELECT COUNT(*), SUM(flights) FROM `views`.`airport-delays@1`");
        assertThat(rows).containsExactly(view.get(0).replace("]", ",1,1]"));
        assertThat(view.get(0)).isNotEqualTo("[0,null]");
    }

    /** Where the page names a place, the statement is given that of this test. */
    @Test
    void everyStatementOfThePageGivesRows() throws Exception {
        Servers.sql("CREATE TABLE airports (code text PRIMARY KEY, city text)");
        Servers.sql(
                "INSERT INTO airports SELECT DISTINCT origin, 'by ' || origin FROM airport_delays");
        List<String> statements = DocStatements.of("docs/sql.md");
        assertThat(statements).hasSizeGreaterThan(6);
        try (Gateway reader = new Gateway(configuration())) {
            for (String statement : statements) {
                List<String> rows =
                        reader.run(
                                statement
                                        .replace("/tmp/logs", flights.root())
                                        .replace(
                                                "jdbc:postgresql://localhost:5432/river?user=river",
                                                postgres));
                assertThat(rows).as(statement).isNotEmpty().doesNotContain("[0]");
            }
            reader.run("SET 'execution.runtime-mode' = 'batch'");
            assertThat(reader.run("SELECT COUNT(*) FROM river.logs.flights"))
                    .containsExactly("[" + flights.events() + "]");
        } finally {
            Servers.sql("DROP TABLE airports");
        }
    }

    @Test
    void whatIsNotThereIsRefusedAndNothingIsMadeThere() {
        assertThatThrownBy(() -> gateway.run("SELECT * FROM `views`.`airport-delays@2`"))
                .hasMessageContaining("airport-delays@2");
        assertThatThrownBy(() -> gateway.run("CREATE TABLE logs.own (a INT)"))
                .hasMessageContaining("read only");
    }
}
