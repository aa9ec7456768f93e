package dev.sameriver.compare;

import dev.sameriver.compare.RowDifference.Kind;
import dev.sameriver.view.Column;
import dev.sameriver.view.ColumnType;
import dev.sameriver.view.RowCsv;
import dev.sameriver.view.RowSchema;
import dev.sameriver.view.ViewRow;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Random rows of hourly windows, random edits of them, and a naive comparison of two sets. */
final class TestRows {

    static final RowSchema SCHEMA =
            new RowSchema(
                    List.of(
                            new Column("origin", ColumnType.TEXT),
                            new Column("window_start", ColumnType.TIMESTAMP),
                            new Column("window_end", ColumnType.TIMESTAMP),
                            new Column("flights", ColumnType.LONG),
                            new Column("mean", ColumnType.DOUBLE),
                            new Column("fare", ColumnType.DECIMAL),
                            new Column("closed", ColumnType.BOOLEAN),
                            new Column("remark", ColumnType.TEXT)),
                    3);

    static final long HOUR = 3_600_000;
    static final long START = Instant.parse("2000-12-30T00:00:00Z").toEpochMilli();

    private static final List<String> ORIGINS =
            List.of("A", "AB", "A\u0001", "", "é漢😀", "\"a,b\"", "(x\\y)", "null", "z z");
    private static final List<String> REMARKS =
            List.of("", "null", "a", "A", "\u0001", "\u0002b", "two\nlines", "\\", "\"");

    private TestRows() {}

    /** A row for every origin and some of the hours. */
    static Map<String, ViewRow> random(Random random, int hours) {
        Map<String, ViewRow> rows = new TreeMap<>();
        for (int hour = 0; hour < hours; hour++) {
            for (String origin : ORIGINS) {
                if (random.nextInt(4) > 0) {
                    put(rows, row(random, origin, hour));
                }
            }
        }
        return rows;
    }

    /** The same rows after some of them were taken out, added or changed. */
    static Map<String, ViewRow> edited(Random random, Map<String, ViewRow> rows, int edits) {
        Map<String, ViewRow> edited = new TreeMap<>(rows);
        for (int i = 0; i < edits && !edited.isEmpty(); i++) {
            List<String> keys = List.copyOf(edited.keySet());
            String key = keys.get(random.nextInt(keys.size()));
            switch (random.nextInt(4)) {
                case 0 -> edited.remove(key);
                case 1 -> put(edited, row(random, ORIGINS.get(i % ORIGINS.size()), i % 40));
                default -> edited.put(key, changed(random, edited.get(key)));
            }
        }
        return edited;
    }

    static void put(Map<String, ViewRow> rows, ViewRow row) {
        rows.put(key(row), row);
    }

    private static String key(ViewRow row) {
        return row.get(0) + "\0" + row.get(1);
    }

    static ViewRow row(Random random, String origin, int hour) {
        long start = START + hour * HOUR;
        @Nullable Object[] values = new @Nullable Object[SCHEMA.columns().size()];
        values[0] = origin;
        values[1] = start;
        values[2] = start + HOUR;
        for (int i = 3; i < values.length; i++) {
            values[i] = value(random, i);
        }
        return new ViewRow(values, true);
    }

    private static ViewRow changed(Random random, @Nullable ViewRow row) {
        @Nullable Object[] values = new @Nullable Object[SCHEMA.columns().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = row == null ? null : row.get(i);
        }
        int column = 3 + random.nextInt(values.length - 3);
        values[column] = value(random, column);
        return new ViewRow(values, true);
    }

    private static @Nullable Object value(Random random, int column) {
        if (random.nextInt(5) == 0) {
            return null;
        }
        return switch (column) {
            case 3 -> (Object) (long) random.nextInt(5);
            case 4 ->
                    List.of(0.0, -0.0, Double.NaN, 1e300, 0.1, 0.30000000000000004, 0.3)
                            .get(random.nextInt(7));
            case 5 ->
                    List.of(
                                    new BigDecimal("1.5"),
                                    new BigDecimal("1.50"),
                                    new BigDecimal("0E+3"),
                                    new BigDecimal("1E+2"),
                                    new BigDecimal("100"))
                            .get(random.nextInt(5));
            case 6 -> random.nextBoolean();
            default -> REMARKS.get(random.nextInt(REMARKS.size()));
        };
    }

    /** What must be found of two sets: each differing row as its kind, key and columns. */
    static List<String> naive(Map<String, ViewRow> left, Map<String, ViewRow> right) {
        List<String> found = new ArrayList<>();
        TreeSet<String> keys = new TreeSet<>(left.keySet());
        keys.addAll(right.keySet());
        for (String key : keys) {
            ViewRow first = left.get(key);
            ViewRow second = right.get(key);
            if (first == null && second != null) {
                found.add(Kind.EXTRA + name(second) + "[]");
            } else if (second == null && first != null) {
                found.add(Kind.MISSING + name(first) + "[]");
            } else if (first != null && second != null) {
                List<String> columns = new ArrayList<>();
                for (int i = 3; i < SCHEMA.columns().size(); i++) {
                    if (!text(first, i).equals(text(second, i))) {
                        columns.add(SCHEMA.columns().get(i).name());
                    }
                }
                if (!columns.isEmpty()) {
                    found.add(Kind.DIFFERENT + name(first) + columns);
                }
            }
        }
        return found.stream().sorted().toList();
    }

    /** The same of a comparison's rows. */
    static List<String> lines(List<RowDifference> rows) {
        return rows.stream()
                .map(row -> "" + row.kind() + row.keyTexts() + row.columns())
                .sorted()
                .toList();
    }

    private static String name(ViewRow row) {
        return List.of(text(row, 0), text(row, 1), text(row, 2)).toString();
    }

    private static String text(ViewRow row, int column) {
        Object value = row.get(column);
        return value == null ? "no value" : RowCsv.text(SCHEMA.columns().get(column).type(), value);
    }
}
