package dev.sameriver.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.view.Column;
import dev.sameriver.view.ColumnType;
import dev.sameriver.view.RowSchema;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class DigestTest {

    private static final RowSchema SCHEMA =
            new RowSchema(
                    List.of(
                            new Column("origin", ColumnType.TEXT),
                            new Column("window_start", ColumnType.TIMESTAMP),
                            new Column("flights", ColumnType.LONG)),
                    2);

    /** The hashes are sha256sum's of the same lines. */
    @Test
    void digestIsTheHashOfTheSortedLines() throws IOException {
        try (Digest digest = new Digest(SCHEMA)) {
            digest.add(Samples.row(true, "ORD", 0L, null));
            digest.add(Samples.row(true, "ATL", 978_307_200_000L, 12L));
            digest.add(Samples.row(false, "ATL", 978_310_800_000L, 1L));
            digest.addLine("LAX,2001-01-01T00:00:00Z,3");
            assertThat(digest.result())
                    .isEqualTo(
                            new Digest.Result(
                                    3,
                                    "ded21e5a02e56b9d72701c13206cfba58d28e9ccbbb4648b5a641477883d43a7"));
        }
    }

    @Test
    void digestOfNothingIsTheHashOfNothing() throws IOException {
        try (Digest digest = new Digest(SCHEMA)) {
            assertThat(digest.result())
                    .isEqualTo(
                            new Digest.Result(
                                    0,
                                    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
        }
    }

    @Test
    void linesAreSortedByBytesAndNotByChars() throws IOException {
        assertThat(of("\uff5e", "😀")).isEqualTo(of("😀", "\uff5e"));
    }

    @Test
    void rowHasTheDigestOfWhatOutputsStoreForIt() throws IOException {
        assertThat(of("a\u0000")).isEqualTo(of("a\ufffd"));
    }

    private static Digest.Result of(String... origins) throws IOException {
        try (Digest digest = new Digest(SCHEMA)) {
            for (String origin : origins) {
                digest.add(Samples.row(true, origin, 0L, 1L));
            }
            return digest.result();
        }
    }
}
