package dev.sameriver.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sameriver.connect.PostgresServer;
import dev.sameriver.view.RowSchema;
import dev.sameriver.view.UserError;
import dev.sameriver.view.ViewRow;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.streaming.runtime.tasks.TestProcessingTimeService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PostgresOutputITCase {

    private final Output output = Output.of("postgres", Servers.postgres());

    @Test
    void rowsComeBackAsTheyWentAndReplayChangesNothing() throws Exception {
        output.prepare("hard_v1", Samples.SCHEMA, false, true);
        for (int run = 0; run < 2; run++) {
            Jobs.write(output, "hard_v1", Samples.hard(), false);
            assertThat(Samples.lines(Samples.drain(output.read("hard_v1", Samples.SCHEMA))))
                    .isEqualTo(Samples.lines(Samples.hard()));
        }
        output.prepare("hard_v1", Samples.SCHEMA, false, false);
    }

    @Test
    void jobThatFailsHalfWayWritesWhatAnUndisturbedOneWrites() throws Exception {
        output.prepare("failing_v1", Samples.SCHEMA, false, true);
        Jobs.stream(output, "failing_v1", true);
        List<ViewRow> rows = Samples.drain(output.read("failing_v1", Samples.SCHEMA));
        assertThat(Samples.lines(rows))
                .isEqualTo(
                        Samples.lines(
                                LongStream.range(0, Jobs.COUNT)
                                        .mapToObj(Samples::numbered)
                                        .toList()));
    }

    @Test
    void earlyResultNeverGoesOverAFinalRow() throws Exception {
        ViewRow early1 = Samples.row(false, "ATL", 0L, 1L, null, null, null, null);
        ViewRow early2 = Samples.row(false, "ATL", 0L, 2L, null, null, null, null);
        ViewRow last = Samples.row(true, "ATL", 0L, 3L, null, null, null, null);
        output.prepare("early_v1", Samples.SCHEMA, true, true);
        Jobs.write(output, "early_v1", List.of(early1, early2), true);
        assertThat(Samples.drain(output.read("early_v1", Samples.SCHEMA))).containsExactly(early2);
        Jobs.write(output, "early_v1", List.of(last, early1), true);
        assertThat(Samples.drain(output.read("early_v1", Samples.SCHEMA))).containsExactly(last);
        Jobs.write(output, "early_v1", List.of(early2), true);
        assertThat(Samples.drain(output.read("early_v1", Samples.SCHEMA))).containsExactly(last);
    }

    @Test
    void tableWithOtherColumnsOrAnotherKeyIsRefused() throws Exception {
        Servers.sql("CREATE TABLE wrong_v1 (origin text PRIMARY KEY, flights integer)");
        assertThatThrownBy(() -> output.prepare("wrong_v1", Samples.SCHEMA, false, true))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("wrong_v1 has the columns {flights=integer, origin=text}");

        output.prepare("key_v1", Samples.SCHEMA, false, true);
        RowSchema other = new RowSchema(Samples.SCHEMA.columns(), 1);
        assertThatThrownBy(() -> output.prepare("key_v1", other, false, true))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("primary key [origin, window_start]")
                .hasMessageContaining("is [origin]");
        assertThatThrownBy(() -> output.prepare("key_v1", Samples.SCHEMA, true, true))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("is_final=boolean");
    }

    @Test
    void tableThatIsNotThereIsRefusedByAReader() {
        assertThatThrownBy(() -> output.read("nowhere_v1", Samples.SCHEMA))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("no nowhere_v1");
    }

    @Test
    void nameThatPostgresWouldCutIsRefused() {
        String name = "v".repeat(64);
        assertThatThrownBy(() -> output.prepare(name, Samples.SCHEMA, false, true))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("at most 63 bytes");
    }

    @Test
    void flushBeforeACheckpointPutsAllRowsInTheTableOverABrokenConnectionToo() throws Exception {
        output.prepare("flush_v1", Samples.SCHEMA, false, true);
        PostgresServer server = PostgresServer.of(Servers.postgres());
        PostgresTable table = new PostgresTable("flush_v1", Samples.SCHEMA, false);
        TestProcessingTimeService time = new TestProcessingTimeService();
        SinkWriter.Context context = new NoContext();
        try (PostgresWriter writer =
                new PostgresWriter(
                        table, new PostgresUpsert(server, table), time, new SimpleCounter())) {
            writer.write(Samples.numbered(1), context);
            assertThat(Samples.drain(output.read("flush_v1", Samples.SCHEMA))).isEmpty();
            writer.flush(false);
            assertThat(Samples.drain(output.read("flush_v1", Samples.SCHEMA))).hasSize(1);

            Servers.sql(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                            + " WHERE query LIKE '%flush_v1%' AND pid <> pg_backend_pid()");
            writer.write(Samples.numbered(2), context);
            time.advance(PostgresWriter.FLUSH_MILLIS);
            assertThat(Samples.drain(output.read("flush_v1", Samples.SCHEMA))).hasSize(2);
        }
    }

    /** A row without watermark or timestamp. */
    private static final class NoContext implements SinkWriter.Context {
        @Override
        public long currentWatermark() {
            return Long.MIN_VALUE;
        }

        @Override
        public @Nullable Long timestamp() {
            return null;
        }
    }
}
