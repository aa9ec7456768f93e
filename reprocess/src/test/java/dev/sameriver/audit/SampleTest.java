package dev.sameriver.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sameriver.view.UserError;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleTest {

    private static final List<String> KEYS =
            IntStream.range(0, 5_000).mapToObj(i -> "K" + i).toList();

    @Test
    void roundsLookAtEveryKeyOnceAndBeginAgain() {
        Sample sample = Sample.of("12.5%");
        List<String> all =
                IntStream.range(0, 8)
                        .mapToObj(sample::round)
                        .flatMap(part -> KEYS.stream().filter(part.keys()::takes))
                        .toList();
        assertThat(all).hasSameSizeAs(KEYS).containsAll(KEYS);
        assertThat(sample.round(8).keys()).isEqualTo(sample.keys());
        assertThat(sample.round(3)).hasToString("12.5% from 37.5%");
    }

    @Test
    void partFollowsTheOneThatTheLastRecordTellsOf() throws IOException {
        AuditOptions options = new AuditOptions(null, null, null, Sample.of("12.5%"), 1);
        assertThat(options.following(record("\"12.5% from 37.5%\"")).sample())
                .hasToString("12.5% from 50.0%");
        assertThat(options.following(record("\"12.5% from 87.5%\"")).sample())
                .isEqualTo(Sample.of("12.5%").round(8));
        for (String other : List.of("null", "\"5% from 15%\"", "\"2.5% from 15%\"")) {
            assertThat(options.following(record(other))).isEqualTo(options);
        }
        assertThat(AuditOptions.ALL.following(record("\"5% from 15%\"")))
                .isEqualTo(AuditOptions.ALL);
    }

    private static SignedRecord record(String sample) throws IOException {
        return SignedRecord.read("{\"audit\":{\"sample\":" + sample + "}}");
    }

    @Test
    void whatIsNoPercentageIsRefused() {
        for (String mistake : List.of("0%", "101%", "5", "-1%", "a%", "")) {
            assertThatThrownBy(() -> Sample.of(mistake))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("--sample is " + mistake);
        }
    }
}
