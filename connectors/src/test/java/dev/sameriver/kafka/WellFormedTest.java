package dev.sameriver.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;

class WellFormedTest {

    @Test
    void halvesOfPairsAreReplacedAndWholeOnesKept() {
        assertThat(WellFormed.text("a\ud800b\udc00c\ud83d\ude00"))
                .isEqualTo("a\ufffdb\ufffdc\ud83d\ude00");
        assertThat(WellFormed.text("plain")).isEqualTo("plain");
    }

    @Test
    void textOfAnEventIsTheSameAfterUtf8() throws Exception {
        Schema schema = SchemaBuilder.record("Event").fields().requiredString("key").endRecord();

        Object text =
                JsonValues.record(new ObjectMapper().readTree("{\"key\": \"a\\ud800\"}"), schema)
                        .get("key");

        assertThat(text).isEqualTo("a\ufffd");
        byte[] stored = text.toString().getBytes(StandardCharsets.UTF_8);
        assertThat(new String(stored, StandardCharsets.UTF_8)).isEqualTo(text);
    }
}
