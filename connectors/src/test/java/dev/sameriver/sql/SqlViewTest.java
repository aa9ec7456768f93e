package dev.sameriver.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sameriver.view.UserError;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read, and what is refused and where. */
class SqlViewTest {

    private static final String VIEW =
            """
            SET 'sameriver.version' = '3';
            CREATE TABLE flights (
              origin STRING,
              delay INT NOT NULL,
              price DECIMAL(10, 2),
              seen TIMESTAMP_LTZ(3),
              WATERMARK FOR seen AS seen - INTERVAL '2' HOUR
            ) WITH ('connector' = 'sameriver');
            CREATE VIEW `delays-an-hour` AS
            SELECT origin, window_start, window_end,
              COUNT(*) AS flights,
              SUM(delay) AS delays
            FROM TUMBLE(TABLE flights, DESCRIPTOR(seen), INTERVAL '1' HOUR)
            WHERE delay > 0
            GROUP BY origin, window_start, window_end;
            """;

    private static SqlView parse(String text) {
        return SqlView.parse(text, Path.of("views/delays.sql"));
    }

    @Test
    void nameAndVersionAreThoseOfTheFile() {
        SqlView view = parse(VIEW);
        assertThat(view.name()).isEqualTo("delays-an-hour");
        assertThat(view.version()).isEqualTo(3);
        assertThat(view.text()).isEqualTo(VIEW);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                // What gives other values in each run.
                "delay > 0 | seen < CURRENT_TIMESTAMP | CURRENT_TIMESTAMP at line 14, column 14 |"
                        + " gives other values in each run",
                "SUM(delay) | SUM(RAND_INTEGER(delay)) | line 12, column 7 | in each run",
                "SUM(delay) | MAX(UUID()) | line 12, column 7 | in each run",
                "SUM(delay) | MAX(PROCTIME()) | line 12, column 7 | in each run",
                "SUM(delay) | SUM(RAND() * 2) | line 12, column 7 | in each run",
                "SUM(delay) | MAX(NOW()) | line 12, column 7 | in each run",
                // Names and types.
                "SUM(delay) | SUM(dely) | dely at line 12, column 7 | none of them: declare it",
                "SUM(delay) | SUM(origin) | origin at line 12, column 7 | is of type TEXT",
                "delay > 0 | delay > origin | line 14, column 7 | LONG and TEXT",
                "delay > 0 | delay | line 14, column 7 | is of type LONG",
                "SUM(delay) | SUM(SOUNDEX(origin)) | line 12, column 7 | is none of these",
                "SUM(delay) | AVG(price) | line 12, column 3 | no exact mean",
                "SUM(delay) | SUM(price / 2) | line 12, column 7 | no exact quotient",
                "INT NOT NULL | ARRAY<INT> | line 4 | is not",
                "TABLE flights, | TABLE planes, | planes at line 13, column 19 | none of the",
                // The form of a query.
                "FROM TUMBLE(TABLE flights, DESCRIPTOR(seen), INTERVAL '1' HOUR) | FROM flights |"
                        + " flights at line 13, column 6 | others would change for ever",
                "GROUP BY origin, window_start, window_end | GROUP BY origin | line 10 | a key and"
                        + " a window",
                "GROUP BY origin, | GROUP BY | line 10 | a key and a window",
                "SELECT origin, | SELECT | line 10, column 1 | 0 of 1 columns of the key",
                "COUNT(*) AS flights | delay AS flights | line 11, column 3 | is neither",
                "COUNT(*) AS flights | COUNT(*) | line 11, column 3 | has no name",
                "COUNT(*) AS flights | COUNT(*) AS Flights | line 11, column 3 | lower-case",
                "SUM(delay) | SUM(delay) + 1 | line 12, column 3 | is neither",
                "SUM(delay) | SUM(DISTINCT delay) | line 12, column 3 | DISTINCT is for COUNT",
                "WHERE delay > 0 | WHERE origin IN (SELECT a FROM b) | line 14, column 7 | has a"
                        + " query there",
                "window_end; | window_end HAVING COUNT(*) > 1; | line 15, column 50 | is HAVING",
                "window_end; | window_end ORDER BY 1; | line | is ORDER_BY",
                "TUMBLE(TABLE flights, DESCRIPTOR(seen), INTERVAL '1' HOUR) | a JOIN b ON a.x = b.x"
                        + " | line 13, column 8 | a join",
                "COUNT(*) AS flights | ABS(delay) FILTER (WHERE delay > 1) AS flights | line 11,"
                        + " column 3 | is neither",
                "COUNT(*) AS flights | TOPK(origin, 3) FILTER (WHERE delay > 1) AS flights | line"
                        + " 11, column 3 | is neither",
                "WHERE delay > 0 | WHERE CAST(origin AS VARCHAR(1)) = 'A' | line 14, column 7 |"
                        + " without lengths",
                "WHERE delay > 0 | WHERE CAST(price AS DECIMAL(10, 1)) > 1 | line 14 | without"
                        + " lengths",
                "WHERE delay > 0 | WHERE CAST(delay AS INTERVAL DAY) > 1 | line 14, column 7 | is"
                        + " another",
                "'1' HOUR) | '1' HOUR) AS t (dest, d, p, s) | line 13, column 6 | gives them"
                        + " others",
                "window_end; | window_end QUALIFY COUNT(*) > 1; | line 15, column | is HAVING,"
                        + " QUALIFY",
                "SELECT origin | SELECT /*+ STATE_TTL('flights'='1h') */ origin | line 10 | a hint",
                "GROUP BY origin, window_start, window_end | GROUP BY origin, window_start,"
                        + " window_start | line 10 | grouped by both",
                "TABLE flights ( | TABLE IF NOT EXISTS flights ( | line 2 | IF NOT EXISTS",
                "TABLE flights ( | TABLE db.flights ( | line 2, column 14 | a database",
                "VIEW `delays-an-hour` | VIEW db.`delays-an-hour` | line 9, column 13 | more than a"
                        + " name",
                "DESCRIPTOR(seen) | DESCRIPTOR(seen, origin) | line 13, column 6 | does not",
                // Windows.
                "TUMBLE(TABLE | SESSION(TABLE | line 13, column 6 | PARTITION BY",
                "TUMBLE(TABLE flights | TUMBLE(TABLE flights PARTITION BY origin | line 13 |"
                        + " other windows by nothing",
                "INTERVAL '1' HOUR) | INTERVAL '1' MONTH) | line 13, column 46 | of days or less",
                "INTERVAL '1' HOUR) | INTERVAL '150' HOUR) | line 13, column 46 | two digits",
                "INTERVAL '1' HOUR) | INTERVAL '0' HOUR) | size must be a positive | PT0S",
                "DESCRIPTOR(seen) | DESCRIPTOR(origin) | line 13, column 39 | another column",
                // The table and the options.
                "seen - INTERVAL '2' HOUR | seen - 2 | line 7, column 32 | is none",
                "WATERMARK FOR seen | WATERMARK FOR origin | line 7, column 17 | is none",
                "'sameriver') | 'kafka') | line 2, column 14 | of connector kafka",
                "'sameriver') | 'sameriver', 'archive' = 'a') | line 2, column 14 | 'archive' too",
                "'sameriver.version' | 'sameriver.vers' | line 1, column 1 | 'sameriver.vers' too",
                "= '3' | = 'three' | line 1, column 1 | a whole number from 1 on",
                "SET 'sameriver.version' = '3'; | \"\" | does not give it | SET"
                        + " 'sameriver.version'",
                "CREATE VIEW | CREATE TEMPORARY VIEW | line 9, column 23 | more than a name",
                "GROUP BY | GRUOP BY | line 15, column | must be Flink SQL",
                "GROUP BY origin, window_start, window_end; | GROUP BY origin, window_start,"
                        + " window_end; DROP TABLE flights; | line 15 | is another statement"
            })
    void whatIsNotAViewIsRefusedWithItsPlaceAndAReason(
            String text, String other, String where, String why) {
        assertThat(VIEW).contains(text);
        assertThatThrownBy(() -> parse(VIEW.replace(text, other)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(where)
                .hasMessageContaining(why)
                .message()
                .matches(message -> message.endsWith(".") && !message.contains("\n"));
    }

    @Test
    void columnsMayBeNamedWithTheirTable() {
        SqlView view =
                parse(
                        VIEW.replace("SELECT origin", "SELECT f.origin")
                                .replace("HOUR)", "HOUR) AS f")
                                .replace("delay > 0", "f.delay > 0")
                                .replace(
                                        "window_start, window_end,",
                                        "f.window_start, window_end,"));
        assertThat(view.name()).isEqualTo("delays-an-hour");
        assertThatThrownBy(() -> parse(VIEW.replace("delay > 0", "g.delay > 0")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("g.delay at line 14, column 7");
    }

    @Test
    void metadataColumnIsTheTimeOfALogWhateverItIsCalled() {
        SqlView view =
                parse(
                        VIEW.replace(
                                        "seen TIMESTAMP_LTZ(3)",
                                        "seen TIMESTAMP_LTZ(3) METADATA FROM 'event_time' VIRTUAL")
                                .replace("seen - INTERVAL '2' HOUR", "SOURCE_WATERMARK()")
                                .replace("'sameriver')", "'sameriver', 'disorder' = '2 h')"));
        assertThat(view.name()).isEqualTo("delays-an-hour");
    }
}
