package dev.sameriver.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.connect.Settings;
import dev.sameriver.view.ViewRow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputsAgreeITCase {

    @TempDir Path folder;

    @Test
    void sameRowsHaveOneDigestInAllOutputs() throws Exception {
        List<ViewRow> rows =
                Stream.concat(
                                Samples.hard().stream(),
                                LongStream.range(0, 5_000).mapToObj(Samples::numbered))
                        .toList();
        Digest.Result expected;
        try (Digest digest = new Digest(Samples.SCHEMA)) {
            for (ViewRow row : rows) {
                digest.add(row);
            }
            expected = digest.result();
        }
        assertThat(expected.rows()).isEqualTo(rows.size());

        Settings settings =
                Servers.kafka()
                        .overriddenBy(
                                Map.of(
                                        Settings.POSTGRES,
                                        Servers.postgres().require(Settings.POSTGRES)));
        List<Digest.Result> found = new ArrayList<>();
        for (String spec :
                List.of("postgres", "kafka", "parquet:" + folder + "/p", "csv:" + folder + "/c")) {
            Output output = Output.of(spec, settings);
            output.prepare("agree_v1", Samples.SCHEMA, false, true);
            Jobs.write(output, "agree_v1", rows, false);
            found.add(Digest.of(Samples.SCHEMA, output.read("agree_v1", Samples.SCHEMA)));
        }
        assertThat(found).containsExactly(expected, expected, expected, expected);
    }
}
