package dev.sameriver.job;

import static dev.sameriver.aggregate.Aggregates.count;
import static dev.sameriver.aggregate.Aggregates.countIf;
import static dev.sameriver.aggregate.Aggregates.filter;
import static dev.sameriver.aggregate.Aggregates.last;
import static dev.sameriver.aggregate.Aggregates.max;
import static dev.sameriver.aggregate.Aggregates.mean;
import static dev.sameriver.aggregate.Aggregates.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sameriver.function.LongGetter;
import dev.sameriver.log.Event;
import dev.sameriver.log.EventTypeInfo;
import dev.sameriver.operator.Tallies;
import dev.sameriver.source.LiveOptions;
import dev.sameriver.sql.SqlView;
import dev.sameriver.sql.TableStep;
import dev.sameriver.view.Inputs;
import dev.sameriver.view.Rows;
import dev.sameriver.view.RunOptions;
import dev.sameriver.view.UserError;
import dev.sameriver.view.View;
import dev.sameriver.view.ViewRow;
import dev.sameriver.window.WindowSpec;
import dev.sameriver.window.Windows;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Views in SQL give what the same views in Java give, in every mode. */
class SqlViewITCase {

    private static final Duration BOUND = Duration.ofMinutes(45);

    private static final String SQL =
            """
            SET 'sameriver.version' = '1';
            SET 'table.local-time-zone' = 'Asia/Kolkata';
            CREATE TABLE readings (
              key STRING,
              amount BIGINT,
              `at` TIMESTAMP_LTZ(3),
              WATERMARK FOR `at` AS `at` - INTERVAL '45' MINUTE
            ) WITH ('connector' = 'sameriver');
            CREATE VIEW drawn AS
            SELECT key AS k, window_start, window_end,
              COUNT(*) AS events,
              COUNT(amount) AS amounts,
              COUNT(*) FILTER (WHERE amount > 500) AS above,
              SUM(amount) AS total,
              SUM(CASE WHEN amount > 900 THEN 900 ELSE amount END)
                FILTER (WHERE key <> 'k1') AS capped,
              MAX(amount) AS most,
              AVG(COALESCE(amount, 0)) AS mean,
              LAST_VALUE(amount) AS latest
            FROM WINDOWS
            WHERE amount IS NULL OR amount % 7 <> 3
            GROUP BY key, window_start, window_end;
            """;

    public record Reading(@Nullable String key, @Nullable Long amount) {}

    @TempDir static Path folder;

    private static StrangeLog log;

    /** A log of all kinds of records, in an order that seeds draw, with many late events. */
    @BeforeAll
    static void drawALog() throws Exception {
        Random random = new Random(17);
        log = StrangeLog.create(folder, 3);
        for (int partition = 0; partition < 3; partition++) {
            long now = 0;
            for (int i = 0; i < 700; i++) {
                now += random.nextInt(120_000);
                long back = random.nextInt(4) == 0 ? random.nextInt(6_000_000) : 0;
                String key = random.nextInt(100) == 0 ? null : "k" + random.nextInt(6);
                Long amount = random.nextInt(20) == 0 ? null : (long) random.nextInt(1_000);
                log.event(partition, now - back, key, amount);
                if (random.nextInt(200) == 0) {
                    log.dead(partition);
                }
            }
            log.heartbeat(partition, 700 * 120_000L + 10 * StrangeLog.HOUR);
        }
        log.seal(3);
    }

    /** The same view in Java. */
    private record Drawn(WindowSpec windows) implements View {

        @Override
        public String name() {
            return "drawn";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public Rows derive(Inputs inputs) {
            LongGetter<Reading> amount = reading -> Objects.requireNonNull(reading.amount());
            return inputs.events("readings", Reading.class)
                    .disorder(BOUND)
                    .filter(reading -> reading.amount() == null || reading.amount() % 7 != 3)
                    .keyBy("k", Reading::key)
                    .window(windows)
                    .aggregate(
                            count("events"),
                            countIf("amounts", reading -> reading.amount() != null),
                            countIf("above", reading -> or(reading, 0) > 500),
                            filter(reading -> reading.amount() != null, sum("total", amount)),
                            filter(
                                    reading ->
                                            reading.amount() != null && !"k1".equals(reading.key()),
                                    sum("capped", reading -> Math.min(900, or(reading, 0)))),
                            filter(reading -> reading.amount() != null, max("most", amount)),
                            mean("mean", reading -> or(reading, 0)),
                            last("latest", Reading::amount));
        }

        private static long or(Reading reading, long otherwise) {
            return reading.amount() == null ? otherwise : reading.amount();
        }
    }

    static Stream<Arguments> windows() {
        ZoneId zone = ZoneId.of("Asia/Kolkata");
        Duration hour = Duration.ofHours(1);
        return Stream.of(
                Arguments.of(
                        "TUMBLE(TABLE readings, DESCRIPTOR(`at`), INTERVAL '1' HOUR)",
                        Windows.tumbling(hour).zone(zone)),
                Arguments.of(
                        "TABLE(HOP(DATA => TABLE readings, TIMECOL => DESCRIPTOR(`at`),"
                                + " SLIDE => INTERVAL '10' MINUTE, SIZE => INTERVAL '1' HOUR))",
                        Windows.hopping(hour, Duration.ofMinutes(10)).zone(zone)),
                Arguments.of(
                        "SESSION(TABLE readings PARTITION BY key, DESCRIPTOR(`at`),"
                                + " INTERVAL '3' MINUTE)",
                        Windows.session(Duration.ofMinutes(3))));
    }

    @ParameterizedTest
    @MethodSource("windows")
    void rowsAndVerdictsAreThoseOfTheSameViewInJavaInEveryMode(String sql, WindowSpec windows)
            throws Exception {
        SqlView view = SqlView.parse(SQL.replace("WINDOWS", sql), Path.of("drawn.sql"));
        List<String> expected = run(new Drawn(windows), RunMode.BATCH, 1);
        assertThat(expected).hasSizeGreaterThan(200);
        assertThat(expected).filteredOn(line -> line.startsWith("late")).hasSizeGreaterThan(50);
        assertThat(run(view, RunMode.BATCH, 2)).isEqualTo(expected);
        assertThat(run(view, RunMode.STREAMING, 2)).isEqualTo(expected);
    }

    @Test
    void stepInJavaOnTheWayToTheQueryChangesNoRowAndNoVerdict() throws Exception {
        String windows = "TUMBLE(TABLE readings, DESCRIPTOR(`at`), INTERVAL '1' HOUR)";
        String plain = SQL.replace("WINDOWS", windows);
        String stepped =
                plain.replace("amount BIGINT", "cents BIGINT")
                        .replace("LTZ(3),", "LTZ(3) METADATA FROM 'event_time',")
                        .replace(
                                "'sameriver')",
                                "'sameriver', 'step' = '" + InCents.class.getName() + "')")
                        .replaceAll("\\bamount\\b", "(cents / 100)");
        List<String> expected = run(SqlView.parse(plain, Path.of("plain.sql")), RunMode.BATCH, 1);
        SqlView view = SqlView.parse(stepped, Path.of("stepped.sql"));
        assertThat(run(view, RunMode.BATCH, 2)).isEqualTo(expected);
        assertThat(run(view, RunMode.STREAMING, 2)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "cents BIGINT, dev.sameriver.None, is none",
        "cents BIGINT, dev.sameriver.view.UserError, is none",
        "euros BIGINT, dev.sameriver.job.SqlViewITCase$InCents, has no euros",
        "cents STRING, dev.sameriver.job.SqlViewITCase$InCents, has another type of cents",
        "cents BIGINT, dev.sameriver.job.SqlViewITCase$Broken, not today",
    })
    void stepThatDoesNotFitItsTableIsRefused(String column, String step, String complaint) {
        String sql =
                """
                SET 'sameriver.version' = '1';
                CREATE TABLE readings (
                  key STRING, COLUMN, `at` TIMESTAMP_LTZ(3) METADATA FROM 'event_time',
                  WATERMARK FOR `at` AS `at`
                ) WITH ('step' = 'STEP');
                CREATE VIEW drawn AS SELECT key, window_start, window_end, COUNT(*) AS events
                FROM TUMBLE(TABLE readings, DESCRIPTOR(`at`), INTERVAL '1' HOUR)
                GROUP BY key, window_start, window_end;
                """;
        View view =
                SqlView.parse(
                        sql.replace("COLUMN", column).replace("STEP", step), Path.of("drawn.sql"));
        assertThatThrownBy(() -> run(view, RunMode.BATCH, 1))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(complaint);
    }

    @Test
    void timeOfAStepIsTheLogs() {
        String sql =
                SQL.replace("'sameriver')", "'sameriver', 'step' = 'any.Step')")
                        .replace(
                                "WINDOWS",
                                "TUMBLE(TABLE readings, DESCRIPTOR(`at`), INTERVAL '1' HOUR)");
        assertThatThrownBy(() -> SqlView.parse(sql, Path.of("drawn.sql")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("is a column that the step gives");
    }

    @Test
    void nullOfAStepWhereTheTableHasNoneIsADeadLetter() throws Exception {
        String sql =
                """
                SET 'sameriver.version' = '1';
                CREATE TABLE readings (
                  key STRING, cents BIGINT NOT NULL,
                  `at` TIMESTAMP_LTZ(3) METADATA FROM 'event_time',
                  WATERMARK FOR `at` AS `at`
                ) WITH ('step' = 'STEP');
                CREATE VIEW drawn AS SELECT key, window_start, window_end, COUNT(cents) AS events
                FROM TUMBLE(TABLE readings, DESCRIPTOR(`at`), INTERVAL '1' HOUR)
                GROUP BY key, window_start, window_end;
                """;
        SqlView view =
                SqlView.parse(sql.replace("STEP", InCents.class.getName()), Path.of("drawn.sql"));
        assertThat(run(view, RunMode.BATCH, 1))
                .as("one of twenty has no amount, one of two hundred cannot be decoded")
                .filteredOn(line -> line.startsWith("dead ["))
                .hasSizeGreaterThan(50);
    }

    /** Cannot be made. */
    public static final class Broken implements TableStep<Reading, Reading> {

        public Broken() {
            throw new IllegalStateException("not today");
        }

        @Override
        public Class<Reading> reads() {
            return Reading.class;
        }

        @Override
        public Class<Reading> gives() {
            return Reading.class;
        }

        @Override
        public DataStream<Event<Reading>> apply(DataStream<Event<Reading>> readings) {
            return readings;
        }
    }

    /** Gives a hundred times what it reads. */
    public static final class InCents implements TableStep<Reading, InCents.Cents> {

        public record Cents(@Nullable String key, @Nullable Long cents) {}

        @Override
        public Class<Reading> reads() {
            return Reading.class;
        }

        @Override
        public Class<Cents> gives() {
            return Cents.class;
        }

        @Override
        public DataStream<Event<Cents>> apply(DataStream<Event<Reading>> readings) {
            return readings.map(reading -> reading.map(InCents::of))
                    .returns(new EventTypeInfo<>(TypeInformation.of(Cents.class)))
                    .uid("cents");
        }

        private static Cents of(Reading reading) {
            return new Cents(
                    reading.key(), reading.amount() == null ? null : 100 * reading.amount());
        }
    }

    private static List<String> run(View view, RunMode mode, int parallelism) throws Exception {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(parallelism, new Configuration());
        ViewJob job =
                new ViewJob(view, log.settings(), mode, RunOptions.FINAL_ROWS, LiveOptions.NONE);
        job.configure(environment, Duration.ofMillis(100));
        Rows derived = job.derive(environment);
        List<String> lines = new ArrayList<>();
        try (CloseableIterator<ViewRow> rows = derived.rows().collectAsync();
                CloseableIterator<ViewRow> late = derived.late().collectAsync();
                CloseableIterator<ViewRow> dead = derived.dead().collectAsync()) {
            JobClient client = environment.executeAsync("drawn");
            rows.forEachRemaining(row -> lines.add("row " + row));
            // The event's text names the columns of a record in Java, and so is left out.
            late.forEachRemaining(row -> lines.add("late " + first(row, 8)));
            dead.forEachRemaining(row -> lines.add("dead " + first(row, 4)));
            Map<String, Object> sums =
                    client.getJobExecutionResult().get().getAllAccumulatorResults();
            for (String sum : List.of(Tallies.COUNTED, Tallies.LATE, Tallies.DEAD)) {
                lines.add(sum + " " + sums.get(sum));
            }
        }
        lines.sort(null);
        return lines;
    }

    private static String first(ViewRow row, int columns) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            values.add(row.get(i));
        }
        return values.toString();
    }
}
