package dev.sameriver.compare;

import dev.sameriver.compare.RowDifference.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts the rows in which two sides differ, and keeps the first of them. */
final class Differences implements RowMerge.Listener {

    private final ComparedColumns columns;
    private final int most;

    private final List<RowDifference> kept = new ArrayList<>();
    private final Map<String, Long> byColumn = new TreeMap<>();
    private final long[] counts = new long[Kind.values().length];

    /**
     * @param most how many are kept
     */
    Differences(ComparedColumns columns, int most) {
        this.columns = columns;
        this.most = most;
    }

    @Override
    public void missing(byte[] left) {
        add(Kind.MISSING, cells(left), null);
    }

    @Override
    public void extra(byte[] right) {
        add(Kind.EXTRA, null, cells(right));
    }

    @Override
    public void different(byte[] left, byte[] right) {
        add(Kind.DIFFERENT, cells(left), cells(right));
    }

    long count(Kind kind) {
        return counts[kind.ordinal()];
    }

    long count() {
        return Arrays.stream(counts).sum();
    }

    /**
     * How many rows that both sides have differ in each column; columns without any are left out.
     */
    Map<String, Long> byColumn() {
        return byColumn;
    }

    /** The first of them, in the order of their keys. */
    List<RowDifference> kept() {
        return kept;
    }

    private List<@Nullable String> cells(byte[] row) {
        return RowText.cells(row, columns.key().size());
    }

    private void add(
            Kind kind,
            @Nullable List<@Nullable String> left,
            @Nullable List<@Nullable String> right) {
        counts[kind.ordinal()]++;
        List<String> changed = left == null || right == null ? List.of() : changed(left, right);
        changed.forEach(column -> byColumn.merge(column, 1L, Long::sum));
        if (kept.size() < most) {
            List<@Nullable String> any = left == null ? Objects.requireNonNull(right) : left;
            kept.add(new RowDifference(kind, key(any), changed, values(left), values(right)));
        }
    }

    private List<String> changed(List<@Nullable String> left, List<@Nullable String> right) {
        List<String> changed = new ArrayList<>();
        int keys = columns.key().size();
        for (int i = 0; i < columns.values().size(); i++) {
            if (!Objects.equals(left.get(keys + i), right.get(keys + i))) {
                changed.add(columns.valueNames().get(i));
            }
        }
        return changed;
    }

    private Map<String, String> key(List<@Nullable String> cells) {
        Map<String, String> key = new LinkedHashMap<>();
        for (int i = 0; i < columns.key().size(); i++) {
            key.put(columns.keyNames().get(i), Objects.requireNonNull(cells.get(i)));
        }
        return key;
    }

    private @Nullable Map<String, @Nullable String> values(@Nullable List<@Nullable String> cells) {
        return cells == null ? null : values(columns, cells);
    }

    /** The columns that are compared, without the key, by name. */
    static Map<String, @Nullable String> values(
            ComparedColumns columns, List<@Nullable String> cells) {
        Map<String, @Nullable String> values = new LinkedHashMap<>();
        for (int i = 0; i < columns.values().size(); i++) {
            values.put(columns.valueNames().get(i), cells.get(columns.key().size() + i));
        }
        return values;
    }
}
