package dev.sameriver.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sameriver.connect.Settings;
import dev.sameriver.view.UserError;
import dev.sameriver.view.ViewRow;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileOutputITCase {

    @TempDir Path folder;

    private Output output(String kind) {
        return Output.of(kind + ":" + folder.toUri(), Settings.of(Map.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "parquet"})
    void rowsComeBackAsTheyWent(String kind) throws Exception {
        Output output = output(kind);
        output.prepare("hard_v1", Samples.SCHEMA, false, true);
        Jobs.write(output, "hard_v1", Samples.hard(), false);
        assertThat(Samples.lines(Samples.drain(output.read("hard_v1", Samples.SCHEMA))))
                .isEqualTo(Samples.lines(Samples.hard()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "parquet"})
    void jobThatFailsHalfWayCommitsEveryRowOnce(String kind) throws Exception {
        Output output = output(kind);
        output.prepare("failing_v1", Samples.SCHEMA, false, true);
        Jobs.stream(output, "failing_v1", true);
        assertThat(Samples.lines(Samples.drain(output.read("failing_v1", Samples.SCHEMA))))
                .isEqualTo(
                        Samples.lines(
                                LongStream.range(0, Jobs.COUNT)
                                        .mapToObj(Samples::numbered)
                                        .toList()));
    }

    @Test
    void csvFileHoldsTheLinesOfTheDigest() throws Exception {
        Output output = Output.of("csv:" + folder, Settings.of(Map.of()));
        output.prepare("lines_v1", Samples.SCHEMA, false, true);
        Jobs.write(output, "lines_v1", List.of(Samples.hard().get(0)), false);
        try (var files = Files.list(folder.resolve("lines_v1"))) {
            List<Path> found = files.filter(file -> file.toString().endsWith(".csv")).toList();
            assertThat(found).hasSize(1);
            assertThat(Files.readString(found.get(0), StandardCharsets.UTF_8))
                    .isEqualTo("ATL,2001-01-01T00:00:00Z,1,0.5,1.5,true,plain\n");
        }
    }

    @Test
    void folderWithFilesIsRefusedToAFreshRunOnly() throws Exception {
        Output output = output("csv");
        output.prepare("twice_v1", Samples.SCHEMA, false, true);
        output.prepare("twice_v1", Samples.SCHEMA, false, true);
        Jobs.write(output, "twice_v1", Samples.hard(), false);
        assertThatThrownBy(() -> output.prepare("twice_v1", Samples.SCHEMA, false, true))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("needs an empty folder");
        output.prepare("twice_v1", Samples.SCHEMA, false, false);
    }

    @Test
    void rowsThatAreNotFinalAreLeftOut() throws Exception {
        Output output = output("csv");
        ViewRow last = Samples.numbered(1);
        ViewRow early = new ViewRow(values(Samples.numbered(2)), false);
        output.prepare("e_v1", Samples.SCHEMA, true, true);
        Jobs.write(output, "e_v1", List.of(early, last), true);
        assertThat(Samples.lines(Samples.drain(output.read("e_v1", Samples.SCHEMA))))
                .isEqualTo(Samples.lines(List.of(last)));
    }

    private static Object[] values(ViewRow row) {
        Object[] values = new Object[row.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = row.get(i);
        }
        return values;
    }

    @Test
    void folderThatIsNotThereIsRefusedByAReader() {
        assertThatThrownBy(() -> output("parquet").read("nowhere_v1", Samples.SCHEMA))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("there is no file:")
                .hasMessageContaining("nowhere_v1");
    }
}
