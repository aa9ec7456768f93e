package dev.sameriver.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sameriver.expression.Expression;
import dev.sameriver.view.ColumnType;
import dev.sameriver.view.EventType;
import dev.sameriver.view.ViewRow;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.calcite.sql.SqlSelect;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What expressions give, of an event with a value in each column and of one with none. */
class ExpressionReaderTest {

    private static final Place PLACE = new Place("test.sql");

    private static final LogTable TABLE =
            new LogTable(
                    "t",
                    "t",
                    Map.of(
                            "seven", new TableColumn("seven", int.class, ColumnType.LONG),
                            "maybe", new TableColumn("maybe", Long.class, ColumnType.LONG),
                            "half", new TableColumn("half", Double.class, ColumnType.DOUBLE),
                            "price", new TableColumn("price", BigDecimal.class, ColumnType.DECIMAL),
                            "name", new TableColumn("name", String.class, ColumnType.TEXT),
                            "yes", new TableColumn("yes", Boolean.class, ColumnType.BOOLEAN)),
                    "at",
                    Duration.ZERO,
                    null);

    private static final Map<String, Object> VALUES =
            Map.of(
                    "seven",
                    7,
                    "maybe",
                    3L,
                    "half",
                    0.5,
                    "price",
                    new BigDecimal("1.50"),
                    "name",
                    "Ann",
                    "yes",
                    true);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "seven + 1 | 8 | 8",
                "seven - 10 | -3 | -3",
                "-seven * 2 | -14 | -14",
                "seven / 2 | 3 | 3",
                "-7 / 2 | -3 | -3",
                "seven % 4 | 3 | 3",
                "MOD(-7, 4) | -3 | -3",
                "seven + half | 7.5 | null",
                "seven / 2e0 | 3.5 | 3.5",
                "seven + 0.25 | 7.25 | 7.25",
                "price * 2 | 3.00 | null",
                "price + half | 2.0 | null",
                "ABS(3 - seven) | 4 | 4",
                "FLOOR(half) | 0.0 | null",
                "CEIL(price) | 2 | null",
                "GREATEST(0, seven, maybe) | 7 | null",
                "LEAST(0.5, price) | 0.5 | null",
                "seven > 6 | true | true",
                "maybe > 6 | false | null",
                "seven = 7.0 | true | true",
                "price = 1.5 | true | null",
                "name <> 'Bob' | true | null",
                "seven BETWEEN 7 AND 8 | true | true",
                "seven NOT BETWEEN 7 AND 8 | false | false",
                "maybe IN (1, 3) | true | null",
                "seven NOT IN (1, 3) | true | true",
                "yes AND maybe > 5 | false | null",
                "yes OR maybe > 5 | true | null",
                "FALSE AND yes | false | false",
                "TRUE OR yes | true | true",
                "NOT yes | false | null",
                "yes IS TRUE | true | false",
                "yes IS NOT TRUE | false | true",
                "yes IS NOT FALSE | true | true",
                "maybe IS NULL | false | true",
                "maybe IS NOT NULL | true | false",
                "COALESCE(maybe, 0) | 3 | 0",
                "COALESCE(NULL, maybe, seven) | 3 | 7",
                "IFNULL(name, '?') | Ann | ?",
                "NULLIF(maybe, 3) | null | null",
                "IF(yes, 1, 2) | 1 | 2",
                "CASE WHEN maybe > 1 THEN 'many' WHEN maybe = 1 THEN 'one' END | many | null",
                "CASE seven WHEN 7 THEN 1 ELSE 0.5 END | 1 | 1",
                "CASE WHEN yes THEN NULL ELSE seven END | null | 7",
                "CAST(half AS BIGINT) | 0 | null",
                "CAST('12' AS BIGINT) | 12 | 12",
                "CAST(seven AS STRING) | 7 | 7",
                "CAST(seven AS DOUBLE) / 2 | 3.5 | 3.5",
                "UPPER(name) | ANN | null",
                "CONCAT(LOWER(name), '-', CAST(seven AS STRING)) | ann-7 | null",
                "CHAR_LENGTH(name) | 3 | null",
                "TRIM('  a b ') | a b | a b",
                "SUBSTRING(name FROM 2) | nn | null",
                "SUBSTRING(name, 1, 2) | An | null",
                "SUBSTRING(name, 0, 2) | An | null",
                "SUBSTRING(name, -2) | nn | null",
                "SUBSTRING(name, -9, 2) | \"\" | null",
                "SUBSTRING(name, 1, seven - 9) | null | null",
                "CAST(seven = 7 AS STRING) | TRUE | TRUE",
                "SUBSTRING(name, 9) | \"\" | null",
                "name LIKE 'A%' | true | null",
                "name LIKE '_n' | false | null",
                "name LIKE '%_n' | true | null",
                "name NOT LIKE '%x%' | true | null",
                "t.seven | 7 | 7"
            })
    void expressionGivesWhatSqlSays(String sql, String ofValues, String ofNulls) {
        assertThat(String.valueOf(value(sql, true))).isEqualTo(ofValues);
        assertThat(String.valueOf(value(sql, false))).isEqualTo(ofNulls);
    }

    @Test
    void whatHasNoValueThrowsSoThatItsEventIsADeadLetter() {
        for (String sql :
                List.of(
                        "seven / 0",
                        "seven % 0",
                        "9223372036854775807 + seven",
                        "CAST(name AS BIGINT)",
                        "CAST(1e30 AS BIGINT)")) {
            assertThatThrownBy(() -> value(sql, true))
                    .as(sql)
                    .isInstanceOfAny(ArithmeticException.class, NumberFormatException.class);
        }
    }

    @Test
    void twoBarsPutTextsTogether() {
        assertThat(value("name || '-' || name", true)).isEqualTo("Ann-Ann");
        assertThat(value("name || '-'", false)).isNull();
    }

    @Test
    void mayBeNullOnlyWhatCanBe() {
        assertThat(read("seven + 1").isNullable()).isFalse();
        assertThat(read("seven + maybe").isNullable()).isTrue();
        assertThat(read("COALESCE(maybe, seven)").isNullable()).isFalse();
        assertThat(read("CASE WHEN maybe > 1 THEN 1 ELSE 2 END").isNullable()).isFalse();
        assertThat(read("CASE WHEN maybe > 1 THEN 1 END").isNullable()).isTrue();
        assertThat(read("maybe IS NULL").isNullable()).isFalse();
    }

    private static Expression read(String sql) {
        return read(sql, new Scope(PLACE, TABLE, "t"));
    }

    private static Expression read(String sql, Scope scope) {
        SqlSelect select = (SqlSelect) Statements.of("SELECT " + sql + " FROM t", PLACE).get(0);
        return new ExpressionReader(PLACE, scope).read(select.getSelectList().get(0));
    }

    private static @Nullable Object value(String sql, boolean present) {
        Scope scope = new Scope(PLACE, TABLE, "t");
        Expression expression = read(sql, scope);
        EventType<ViewRow> type = scope.type();
        List<@Nullable Object> values = new ArrayList<>();
        for (EventType.Component component : type.components()) {
            boolean isThere = present || component.type().isPrimitive();
            values.add(isThere ? VALUES.get(component.name()) : null);
        }
        Object value = expression.value(type.maker().apply(values.toArray()));
        assertThat(value == null || expression.type() == typeOf(value)).as(sql).isTrue();
        return value;
    }

    private static ColumnType typeOf(Object value) {
        if (value instanceof Long) {
            return ColumnType.LONG;
        }
        if (value instanceof Double) {
            return ColumnType.DOUBLE;
        }
        if (value instanceof BigDecimal) {
            return ColumnType.DECIMAL;
        }
        return value instanceof Boolean ? ColumnType.BOOLEAN : ColumnType.TEXT;
    }
}
