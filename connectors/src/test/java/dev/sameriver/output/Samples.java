package dev.sameriver.output;

import dev.sameriver.view.Column;
import dev.sameriver.view.ColumnType;
import dev.sameriver.view.RowCsv;
import dev.sameriver.view.RowSchema;
import dev.sameriver.view.ViewRow;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.util.CloseableIterator;
import org.jspecify.annotations.Nullable;

/** Rows that the tests of all outputs share. */
final class Samples {

    /** One column of each type; (origin, window_start) is the key. */
    static final RowSchema SCHEMA =
            new RowSchema(
                    List.of(
                            new Column("origin", ColumnType.TEXT),
                            new Column("window_start", ColumnType.TIMESTAMP),
                            new Column("flights", ColumnType.LONG),
                            new Column("mean", ColumnType.DOUBLE),
                            new Column("fare", ColumnType.DECIMAL),
                            new Column("closed", ColumnType.BOOLEAN),
                            new Column("remark", ColumnType.TEXT)),
                    2);

    private static final long YEAR_1 = -62_135_596_800_000L;
    private static final long YEAR_9999 = 253_402_300_799_999L;

    private Samples() {}

    static ViewRow row(boolean isFinal, @Nullable Object... values) {
        return new ViewRow(values, isFinal);
    }

    /** A final row for number i, all different in key. */
    static ViewRow numbered(long i) {
        return row(
                true,
                "K" + i % 500,
                i * 1_000,
                i,
                i / 7.0,
                BigDecimal.valueOf(i, 2),
                i % 3 == 0,
                i % 5 == 0 ? null : "row " + i);
    }

    /**
     * The rows that break things: the ends of every type, nulls, quotes, and texts nobody wants.
     */
    static List<ViewRow> hard() {
        return List.of(
                row(true, "ATL", 978_307_200_000L, 1L, 0.5, new BigDecimal("1.50"), true, "plain"),
                row(true, "", YEAR_1, Long.MIN_VALUE, -0.0, BigDecimal.ZERO, false, ""),
                row(true, "ORD", YEAR_9999, Long.MAX_VALUE, Double.NaN, null, null, null),
                row(true, "a,\"b\"", -1L, null, Double.MIN_VALUE, null, true, "x\r\ny\n\"z\",{\\}"),
                row(true, "é漢😀", 0L, 0L, Double.NEGATIVE_INFINITY, null, null, "NULL"),
                row(
                        true,
                        "zero\u0000",
                        1L,
                        0L,
                        1e300,
                        new BigDecimal("1E+20"),
                        null,
                        "\u0000\ud800"),
                row(
                        true,
                        "k".repeat(100_000),
                        2L,
                        0L,
                        1e-7,
                        new BigDecimal("-0.00000001"),
                        null,
                        null),
                row(
                        true,
                        "big",
                        3L,
                        0L,
                        null,
                        new BigDecimal("9".repeat(60)),
                        null,
                        "é".repeat(1 << 19)));
    }

    static List<ViewRow> drain(CloseableIterator<ViewRow> rows) throws Exception {
        List<ViewRow> all = new ArrayList<>();
        try (rows) {
            rows.forEachRemaining(all::add);
        }
        return all;
    }

    /** Rows as sorted lines: what a digest is made of. */
    static List<String> lines(Iterable<ViewRow> rows) {
        List<String> lines = new ArrayList<>();
        for (ViewRow row : rows) {
            lines.add(RowCsv.line(SCHEMA, Storable.row(SCHEMA, row)));
        }
        lines.sort(null);
        return lines;
    }
}
