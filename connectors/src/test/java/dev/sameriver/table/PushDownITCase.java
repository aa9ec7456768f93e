package dev.sameriver.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.archive.LogArchive;
import dev.sameriver.archive.LogDefinition;
import dev.sameriver.archive.LogRow;
import dev.sameriver.archive.SegmentWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left out of a log for a condition never has a row that meets it. */
class PushDownITCase {

    private static final int SEGMENTS = 3;
    private static final int ROWS = 1_500;
    private static final int QUERIES = 2;
    private static final int CONDITIONS = 12;
    private static final long ROW_GROUP_BYTES = 4_096;

    /** From here on two whole numbers may be one double. */
    private static final long GREAT = 1L << 53;

    private static final Schema ITEM =
            SchemaBuilder.record("Item")
                    .fields()
                    .requiredLong("at")
                    .requiredLong("id")
                    .requiredInt("n")
                    .optionalDouble("weight")
                    .optionalString("text")
                    .endRecord();

    private static final List<String> TEXTS = List.of("", "a", "b~", "\u00e9", "\uff5e", "😀", "z");
    private static final List<String> OPERATORS = List.of("=", "<>", "<", "<=", ">", ">=");

    @TempDir private static Path folder;

    private final Random random = new Random(5);

    @BeforeAll
    static void write() throws IOException {
        LogArchive archive =
                LogArchive.create(
                        folder.toUri().toString(),
                        new Configuration(),
                        LogDefinition.of("items", 1, "at", null, null, ""),
                        ITEM);
        for (int segment = 0; segment < SEGMENTS; segment++) {
            long first = (long) segment * ROWS;
            try (SegmentWriter writer =
                    archive.writer(
                            0, 0, first, archive.manifest().greatest(0), ITEM, ROW_GROUP_BYTES)) {
                for (int i = 0; i < ROWS; i++) {
                    GenericData.Record item = item(first + i);
                    writer.write(LogRow.event(first + i, (Long) item.get("at"), null, item));
                }
                archive.commit(List.of(writer.finish(first + ROWS)));
            }
        }
    }

    /** In a group of rows all columns have values that are near to each other. */
    private static GenericData.Record item(long number) {
        GenericData.Record item = new GenericData.Record(ITEM);
        item.put("at", 1_000_000_000_000L + number * 1_000);
        item.put("id", number < ROWS ? number : GREAT + number / 3);
        item.put("n", (int) (number / 10) - 200);
        item.put("weight", number % 7 == 0 ? null : number / 1_000.0 - 1);
        item.put("text", number / 400 % 2 == 0 ? null : TEXTS.get((int) (number / 650)));
        return item;
    }

    @Test
    void rowsAreThoseOfAQueryThatLeavesNothingOut() throws Exception {
        for (int query = 0; query < QUERIES; query++) {
            List<String> conditions = new ArrayList<>();
            List<String> parts = new ArrayList<>();
            for (int i = 0; i < CONDITIONS; i++) {
                conditions.add(condition(2));
                parts.add(
                        "SELECT %d, COUNT(*), SUM(n) FROM items WHERE %s"
                                .formatted(i, conditions.get(i)));
            }
            String all = String.join(" UNION ALL ", parts);
            List<String> expected =
                    queries()
                            .with("table.optimizer.source.predicate-pushdown-enabled", "false")
                            .rows(all);
            assertThat(queries().rows(all)).as(String.join("\n", conditions)).isEqualTo(expected);
            assertThat(expected)
                    .filteredOn(row -> !row.contains(", 0, null]"))
                    .hasSizeGreaterThan(3);
        }
    }

    private static Queries queries() {
        return Queries.batch()
                .with("table.local-time-zone", "America/New_York")
                .river(Map.of("archive", folder.toUri().toString(), "disorder", "1 s"));
    }

    private String condition(int depth) {
        if (depth > 0 && random.nextInt(3) == 0) {
            return "(%s) %s (%s)"
                    .formatted(
                            condition(depth - 1),
                            random.nextBoolean() ? "AND" : "OR",
                            condition(depth - 1));
        }
        if (random.nextInt(8) == 0) {
            return "NOT (" + comparison() + ")";
        }
        return random.nextInt(12) == 0 ? "weight IS NULL" : comparison();
    }

    private String comparison() {
        String operator = drawn(OPERATORS);
        return switch (random.nextInt(6)) {
            case 0 -> "`at` " + operator + " " + drawn(times());
            case 1 -> "id " + operator + " " + drawn(ids());
            case 2 -> "n " + operator + " " + (random.nextInt(700) - 300);
            case 3 -> "weight " + operator + " " + drawn(List.of("1", "0.5", "2.25e0", "-1", "3"));
            case 4 -> "text " + operator + " '" + drawn(TEXTS) + "'";
            default ->
                    "event_time "
                            + operator
                            + " "
                            + drawn(
                                    List.of(
                                            "TIMESTAMP '2001-09-08 21:46:40'",
                                            "TIMESTAMP '2001-09-08 22:10:00.5'",
                                            "CAST('2001-09-08 23:00:00' AS TIMESTAMP_LTZ(3))"));
        };
    }

    private List<String> times() {
        return List.of(
                "1500000000",
                "1000000000",
                String.valueOf(1_000_000_000_000L + random.nextInt(SEGMENTS * ROWS) * 1_000L),
                "1000002000000.5",
                "1.000001e12");
    }

    private List<String> ids() {
        return List.of(
                String.valueOf(random.nextInt(ROWS)),
                String.valueOf(GREAT + 700),
                GREAT + 700 + "e0",
                "700.5",
                "-1");
    }

    private String drawn(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }
}
