package dev.sameriver.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.view.Column;
import dev.sameriver.view.ColumnType;
import dev.sameriver.view.KeyFilter;
import dev.sameriver.view.RowSchema;
import dev.sameriver.view.ViewRow;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowTreeTest {

    private static final RowSchema SCHEMA =
            new RowSchema(
                    List.of(
                            new Column("origin", ColumnType.TEXT),
                            new Column("window_start", ColumnType.TIMESTAMP),
                            new Column("window_end", ColumnType.TIMESTAMP),
                            new Column("flights", ColumnType.LONG)),
                    3);
    private static final long START = Instant.parse("1969-12-31T20:00:00Z").toEpochMilli();
    private static final long HOUR = 3_600_000;

    @Test
    void treeAndDigestDoNotDependOnTheOrderOfRows() throws IOException {
        List<ViewRow> rows = rows();
        List<ViewRow> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, new Random(1));
        assertThat(summary(shuffled, RowTree.Depth.ROWS))
                .isEqualTo(summary(rows, RowTree.Depth.ROWS));
    }

    @Test
    void treeThatIsToldLessDeepHasTheSameHashes() throws IOException {
        HashNode hours = summary(rows(), RowTree.Depth.HOURS).tree();
        HashNode deep = summary(rows(), RowTree.Depth.ROWS).tree();
        assertThat(hours.hash()).isEqualTo(deep.hash());
        assertThat(hours.rows()).isEqualTo(rows().size());
        assertThat(deep.unsound()).isNull();
        assertThat(HashDifference.between(hours, deep)).isEmpty();
    }

    @Test
    void changedRowIsNamedByItsDayHourPartAndKey() throws IOException {
        List<ViewRow> changed = rows();
        changed.set(17, row("A2", START + 5 * HOUR, 99));
        List<HashDifference> found = between(rows(), changed, RowTree.Depth.ROWS);
        assertThat(found).hasSize(1);
        assertThat(found.get(0).path())
                .hasSize(5)
                .startsWith("rows", "windows that end on 1970-01-01", "hour 1970-01-01T02:00:00Z")
                .endsWith("A2 1970-01-01T01:00:00Z 1970-01-01T02:00:00Z");
        assertThat(RowTree.span(between(rows(), changed, RowTree.Depth.HOURS)))
                .containsExactly(
                        Instant.parse("1970-01-01T02:00:00Z"),
                        Instant.parse("1970-01-01T03:00:00Z"));
    }

    @Test
    void rowThatIsMarkedAsNotFinalIsAnotherOne() throws IOException {
        List<ViewRow> marked = rows();
        @Nullable Object[] values = {"A2", START + 5 * HOUR, START + 6 * HOUR, 17L};
        marked.set(17, new ViewRow(values, false));
        assertThat(rows().get(17)).isEqualTo(row("A2", START + 5 * HOUR, 17));
        assertThat(between(rows(), marked, RowTree.Depth.ROWS)).hasSize(1);
        assertThat(summary(marked, RowTree.Depth.HOURS).digest().rows())
                .isEqualTo(rows().size() - 1);
    }

    @Test
    void dayThatOnlyOneSideHasIsTheDifference() throws IOException {
        List<ViewRow> more = rows();
        more.add(row("A0", START + 200 * HOUR, 1));
        List<HashDifference> found = between(rows(), more, RowTree.Depth.HOURS);
        assertThat(found).hasSize(1);
        assertThat(found.get(0).first()).isNull();
        assertThat(found.get(0).line()).contains("nothing and 1 rows");
        assertThat(RowTree.span(found))
                .containsExactly(
                        Instant.parse("1970-01-09T00:00:00Z"),
                        Instant.parse("1970-01-10T00:00:00Z"));
    }

    @Test
    void rowsOfOtherWindowsAndKeysArePassedOver() throws IOException {
        try (AuditedRows some =
                new AuditedRows(
                        SCHEMA, START + HOUR, START + 4 * HOUR, KeyFilter.only(List.of("A1")))) {
            for (ViewRow row : rows()) {
                some.add(row);
            }
            AuditedRows.Summary summary = some.finish(RowTree.Depth.HOURS);
            assertThat(summary.digest().rows()).isEqualTo(3);
            assertThat(summary.tree().rows()).isEqualTo(3);
            assertThat(summary.longest()).isEqualTo(HOUR);
        }
    }

    private static List<HashDifference> between(
            List<ViewRow> first, List<ViewRow> second, RowTree.Depth depth) throws IOException {
        return HashDifference.between(summary(first, depth).tree(), summary(second, depth).tree());
    }

    private static AuditedRows.Summary summary(List<ViewRow> rows, RowTree.Depth depth)
            throws IOException {
        try (AuditedRows all = new AuditedRows(SCHEMA, Long.MIN_VALUE, Long.MAX_VALUE, null)) {
            for (ViewRow row : rows) {
                all.add(row);
            }
            return all.finish(depth);
        }
    }

    /** Of ten hours, three airports each. */
    private static List<ViewRow> rows() {
        List<ViewRow> rows = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            rows.add(row("A" + i % 3, START + i / 3 * HOUR, i));
        }
        return rows;
    }

    private static ViewRow row(String origin, long start, long flights) {
        @Nullable Object[] values = {origin, start, start + HOUR, flights};
        return new ViewRow(values, true);
    }
}
