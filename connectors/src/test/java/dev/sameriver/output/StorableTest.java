package dev.sameriver.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.view.ViewRow;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StorableTest {

    @Test
    void ordinaryRowIsKeptAsItIs() {
        ViewRow row = Samples.numbered(7);
        assertThat(Storable.row(Samples.SCHEMA, row)).isSameAs(row);
    }

    @Test
    void charactersThatSomeOutputRefusesBecomeReplacements() {
        assertThat(Storable.text("a\u0000b\ud800c\udc00😀")).isEqualTo("a\ufffdb\ufffdc\ufffd😀");
    }

    @Test
    void longKeyIsCutAtItsShareOfBytesAndStaysApartFromItsLike() {
        String a = stored("é".repeat(1_500) + "a");
        String b = stored("é".repeat(1_500) + "b");
        assertThat(a).isNotEqualTo(b).startsWith("ééé");
        assertThat(a.getBytes(StandardCharsets.UTF_8).length)
                .isBetween(Storable.KEY_BYTES - 3, Storable.KEY_BYTES);
        assertThat(stored("é".repeat(1_000))).isEqualTo("é".repeat(1_000));
    }

    @Test
    void longTextOutsideTheKeyIsKept() {
        ViewRow row = Samples.row(true, "ATL", 0L, null, null, null, null, "x".repeat(10_000));
        assertThat(Storable.row(Samples.SCHEMA, row)).isSameAs(row);
    }

    private static String stored(String key) {
        ViewRow row = Samples.row(true, key, 0L, null, null, null, null, null);
        return String.valueOf(Storable.row(Samples.SCHEMA, row).get(0));
    }
}
