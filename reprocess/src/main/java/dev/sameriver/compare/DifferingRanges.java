package dev.sameriver.compare;

import static java.util.stream.Collectors.joining;

import dev.sameriver.connect.SqlName;
import dev.sameriver.view.Column;
import dev.sameriver.view.ColumnType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Finds the ranges in which two tables differ, without reading their rows: Postgres counts the rows
 * of each range and adds up their hashes, on either side.
 *
 * <p>Ranges are days of window ends, or of events, first. Those whose counts or sums differ are cut
 * into hours, and these into 1,024 parts by the hash of the key, as long as they hold many rows.
 * With three rows changed in two million, three days, three hours and then at most three parts
 * differ.
 *
 * <p>A row's hash is that of the text of its compared columns, twice 64 bits with two seeds. A sum
 * of them does not depend on the order of rows; that two different sets of rows agree in both sums
 * is as likely as two random numbers of 128 bits being equal.
 */
final class DifferingRanges {

    /** Ranges with no more rows than this, in all, are read, not cut. */
    static final long FEW_ROWS = 2_000;

    /** Of more ranges than this most rows differ, most likely: they are read, not cut. */
    private static final int MANY_RANGES = 256;

    private static final String PART = "(hashtextextended(%s, 2) & 1023)";

    private final TableRows left;
    private final TableRows right;
    private final ComparedColumns columns;
    private final Range range;
    private final long fewRows;

    private long leftRows;
    private long rightRows;
    private long hashed;

    /**
     * @param fewRows see {@link #FEW_ROWS}
     */
    DifferingRanges(
            TableRows left, TableRows right, ComparedColumns columns, Range range, long fewRows) {
        this.left = left;
        this.right = right;
        this.columns = columns;
        this.range = range;
        this.fewRows = fewRows;
    }

    /** The rows of the left side in the range; known once {@link #find} has run. */
    long leftRows() {
        return leftRows;
    }

    /** The rows of the right side in the range; known once {@link #find} has run. */
    long rightRows() {
        return rightRows;
    }

    /** How many rows were hashed on both sides together, each as often as it was. */
    long hashed() {
        return hashed;
    }

    /** What the rows of a range amount to. */
    private record Sum(long rows, String first, String second) {}

    /** Both sides, cut down to the ranges that differ. */
    record Found(TableRows left, TableRows right) {}

    Found find() throws SQLException {
        Condition ofLeft = left.in(range);
        Condition ofRight = right.in(range);
        List<String> levels = levels();
        for (String level : levels) {
            Map<Long, Sum> leftSums = sums(left, level, ofLeft);
            Map<Long, Sum> rightSums = sums(right, level, ofRight);
            if (level.equals(levels.get(0))) {
                leftRows = rows(leftSums);
                rightRows = rows(rightSums);
            }
            hashed += rows(leftSums) + rows(rightSums);
            leftSums.entrySet().removeIf(sum -> rightSums.remove(sum.getKey(), sum.getValue()));
            Long[] differing =
                    Stream.concat(leftSums.keySet().stream(), rightSums.keySet().stream())
                            .distinct()
                            .toArray(Long[]::new);
            ofLeft = ofLeft.and(level + " = ANY(?)", differing);
            ofRight = ofRight.and(level + " = ANY(?)", differing);
            if (rows(leftSums) + rows(rightSums) <= fewRows || differing.length > MANY_RANGES) {
                break;
            }
        }
        return new Found(left.only(ofLeft), right.only(ofRight));
    }

    private List<String> levels() {
        String part = PART.formatted(line(columns.key()));
        RowTimes times = RowTimes.of(left.schema());
        if (times == null || !times.equals(RowTimes.of(right.schema()))) {
            return List.of(part);
        }
        String hour = every(3_600, times);
        return List.of(every(86_400, times), hour, "(" + hour + " * 1024 + " + part + ")");
    }

    private static String every(int seconds, RowTimes times) {
        return "floor(extract(epoch FROM " + times.end() + ") / " + seconds + ")::bigint";
    }

    private static long rows(Map<Long, Sum> sums) {
        return sums.values().stream().mapToLong(Sum::rows).sum();
    }

    private Map<Long, Sum> sums(TableRows side, String level, Condition condition)
            throws SQLException {
        List<Column> all =
                Stream.concat(columns.key().stream(), columns.values().stream()).toList();
        String sql =
                "SELECT part, count(*), sum(hashtextextended(row_text, 0)),"
                        + " sum(hashtextextended(row_text, 1)) FROM (SELECT "
                        + level
                        + " AS part, "
                        + line(all)
                        + " AS row_text FROM "
                        + SqlName.quoted(side.table().name())
                        + " WHERE "
                        + condition.sql()
                        + ") AS hashed GROUP BY part";
        Map<Long, Sum> sums = new HashMap<>();
        try (PreparedStatement statement = side.connection().prepareStatement(sql)) {
            condition.setOn(statement);
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    sums.put(
                            result.getLong(1),
                            new Sum(result.getLong(2), result.getString(3), result.getString(4)));
                }
            }
        }
        return sums;
    }

    /** Some columns of a row as one text; equal values have equal texts, and different do not. */
    private static String line(List<Column> columns) {
        return columns.stream()
                .map(
                        column ->
                                column.type() == ColumnType.DECIMAL
                                        ? "trim_scale(" + SqlName.quoted(column.name()) + ")"
                                        : SqlName.quoted(column.name()))
                .collect(joining(", ", "ROW(", ")::text"));
    }
}
