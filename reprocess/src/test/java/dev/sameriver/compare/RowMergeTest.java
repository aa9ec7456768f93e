package dev.sameriver.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sameriver.compare.RowDifference.Kind;
import dev.sameriver.connect.ExternalSorter;
import dev.sameriver.view.Column;
import dev.sameriver.view.ColumnType;
import dev.sameriver.view.RowSchema;
import dev.sameriver.view.UserError;
import dev.sameriver.view.ViewRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RowMergeTest {

    private static final Side SIDE = Side.written("v@1", "v_v1", null);

    private static final ComparedColumns COLUMNS =
            ComparedColumns.of(SIDE, TestRows.SCHEMA, SIDE, TestRows.SCHEMA);

    @Test
    void mergeFindsWhatANaiveComparisonFinds() throws IOException {
        for (long seed = 1; seed <= 300; seed++) {
            Random random = new Random(seed);
            Map<String, ViewRow> left = TestRows.random(random, random.nextInt(8));
            Map<String, ViewRow> right = TestRows.edited(random, left, random.nextInt(20));
            Differences found = merge(random, left, right);
            List<String> expected = TestRows.naive(left, right);
            assertThat(TestRows.lines(found.kept())).as("seed %s", seed).isEqualTo(expected);
            assertThat(found.count()).isEqualTo(expected.size());
        }
    }

    @Test
    void allAreCountedWhenFewAreKept() throws IOException {
        Random random = new Random(1);
        Map<String, ViewRow> left = TestRows.random(random, 20);
        try (ExternalSorter rows = sorter(random, left);
                ExternalSorter none = sorter(random, Map.of())) {
            Differences found = new Differences(COLUMNS, 3);
            RowMerge.run(rows.sort(), none.sort(), COLUMNS.key().size(), found);
            assertThat(found.kept()).hasSize(3);
            assertThat(found.count(Kind.MISSING)).isEqualTo(left.size());
        }
    }

    @Test
    void otherPrimaryKeyIsRefused() {
        RowSchema other = new RowSchema(TestRows.SCHEMA.columns(), 2);
        assertThatThrownBy(() -> ComparedColumns.of(SIDE, TestRows.SCHEMA, SIDE, other))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("window_end TIMESTAMP");
    }

    @Test
    void columnsOfOneSideOnlyAndOfOtherTypesAreNotCompared() {
        List<Column> columns = new ArrayList<>(TestRows.SCHEMA.columns());
        columns.set(3, new Column("flights", ColumnType.DOUBLE));
        columns.set(4, new Column("median", ColumnType.DOUBLE));
        ComparedColumns compared =
                ComparedColumns.of(SIDE, TestRows.SCHEMA, SIDE, new RowSchema(columns, 3));
        assertThat(compared.valueNames()).containsExactly("fare", "closed", "remark");
        assertThat(compared.added()).containsExactly("median");
        assertThat(compared.removed()).containsExactly("mean");
        assertThat(compared.retyped()).containsExactly("flights");
    }

    private static Differences merge(
            Random random, Map<String, ViewRow> left, Map<String, ViewRow> right)
            throws IOException {
        try (ExternalSorter leftRows = sorter(random, left);
                ExternalSorter rightRows = sorter(random, right)) {
            Differences found = new Differences(COLUMNS, Integer.MAX_VALUE);
            RowMerge.run(leftRows.sort(), rightRows.sort(), COLUMNS.key().size(), found);
            return found;
        }
    }

    private static ExternalSorter sorter(Random random, Map<String, ViewRow> rows)
            throws IOException {
        RowText text = new RowText(TestRows.SCHEMA, COLUMNS);
        List<ViewRow> shuffled = new ArrayList<>(rows.values());
        Collections.shuffle(shuffled, random);
        ExternalSorter sorter = new ExternalSorter(1 << 20);
        for (ViewRow row : shuffled) {
            sorter.add(text.encode(row));
        }
        return sorter;
    }
}
