package dev.sameriver.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sameriver.connect.Settings;
import dev.sameriver.view.UserError;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputTest {

    private static final Settings SETTINGS =
            Settings.of(Map.of(Settings.POSTGRES, "jdbc:postgresql://h/d", Settings.KAFKA, "h:1"));

    @Test
    void eachSpecificationHasItsOutput() {
        assertThat(Output.of("postgres", SETTINGS)).isInstanceOf(PostgresOutput.class);
        assertThat(Output.of("kafka", SETTINGS)).isInstanceOf(KafkaOutput.class);
        assertThat(Output.of("csv:/tmp/x", SETTINGS)).isInstanceOf(FileOutput.class);
        assertThat(Output.of("parquet:hdfs://h:1/x", SETTINGS)).isInstanceOf(FileOutput.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgre", "", "postgres:x", "kafka:", "cvs:/tmp", ":/tmp"})
    void misspeltSpecificationIsRefused(String spec) {
        assertThatThrownBy(() -> Output.of(spec, SETTINGS))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("is " + spec + ": name one of the four.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "parquet:"})
    void filesWithoutAFolderAreRefused(String spec) {
        assertThatThrownBy(() -> Output.of(spec, SETTINGS))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("needs its folder");
    }

    @Test
    void addressThatIsNotSetOrNoneOfPostgresIsRefused() {
        assertThatThrownBy(() -> Output.of("kafka", Settings.of(Map.of())))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("--kafka");
        assertThatThrownBy(
                        () ->
                                Output.of(
                                        "postgres",
                                        Settings.of(Map.of(Settings.POSTGRES, "localhost:5432"))))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("JDBC URL, but --postgres is localhost:5432");
    }

    @Test
    void partitionsThatAreNoNumberAreRefused() {
        Settings settings = SETTINGS.overriddenBy(Map.of(KafkaTopics.PARTITIONS, "many"));
        assertThatThrownBy(() -> Output.of("kafka", settings))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("output.partitions is many");
    }
}
