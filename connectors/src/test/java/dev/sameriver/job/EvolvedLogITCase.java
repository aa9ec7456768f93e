package dev.sameriver.job;

import static dev.sameriver.view.ResultColumn.column;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.archive.LogArchive;
import dev.sameriver.archive.LogDefinition;
import dev.sameriver.archive.LogRow;
import dev.sameriver.archive.Manifest;
import dev.sameriver.archive.SegmentWriter;
import dev.sameriver.connect.Settings;
import dev.sameriver.source.LiveOptions;
import dev.sameriver.view.Inputs;
import dev.sameriver.view.Match;
import dev.sameriver.view.RowCsv;
import dev.sameriver.view.Rows;
import dev.sameriver.view.RunOptions;
import dev.sameriver.view.View;
import dev.sameriver.view.ViewRow;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A join of two logs, of which one gains a column in the middle: its events before have the
 * column's default, and those behind what they say.
 */
class EvolvedLogITCase {

    private static final int HOURS = 40;
    private static final int EVOLVED = 20;
    private static final Duration HOUR = Duration.ofHours(1);

    private static final Schema SALE =
            SchemaBuilder.record("Sale")
                    .fields()
                    .requiredString("sale")
                    .requiredString("currency")
                    .requiredLong("at")
                    .endRecord();

    private static final Schema RATE =
            SchemaBuilder.record("Rate")
                    .fields()
                    .requiredString("currency")
                    .requiredLong("per_euro")
                    .requiredLong("at")
                    .endRecord();

    private static final Schema RATE_WITH_BANK =
            SchemaBuilder.record("Rate")
                    .fields()
                    .requiredString("currency")
                    .name("bank")
                    .type()
                    .stringType()
                    .stringDefault("ecb")
                    .requiredLong("per_euro")
                    .requiredLong("at")
                    .endRecord();

    @TempDir private Path folder;

    public record Sale(String sale, String currency) {}

    public record Rate(String currency, long perEuro, String bank) {}

    private static final class SalesAtRates implements View {

        @Override
        public String name() {
            return "sales-at-rates";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public Rows derive(Inputs inputs) {
            return inputs.events("sales", Sale.class)
                    .disorder(HOUR)
                    .keyBy("currency", Sale::currency)
                    .asOf(
                            inputs.events("rates", Rate.class)
                                    .disorder(HOUR)
                                    .keyBy("currency", Rate::currency))
                    .dropUnmatched()
                    .key(column("sale", match -> match.event().sale()))
                    .select(
                            column("per_euro", match -> rate(match).perEuro()),
                            column("bank", match -> rate(match).bank()));
        }

        private static Rate rate(Match<Sale, Rate> match) {
            return Objects.requireNonNull(match.version());
        }
    }

    @Test
    void eventsOfBothSchemasJoinInEveryMode() throws Exception {
        LogArchive sales = create("sales", SALE);
        append(sales, SALE, 0, HOURS);
        LogArchive rates = create("rates", RATE);
        append(rates, RATE, 0, EVOLVED);
        rates.evolve(RATE_WITH_BANK);
        append(rates, RATE_WITH_BANK, EVOLVED, HOURS);

        List<String> expected = new ArrayList<>();
        for (int hour = 0; hour < HOURS - 1; hour++) {
            String bank = hour < EVOLVED ? "ecb" : "bank " + hour;
            expected.add("s%02d,%s,%d,%s".formatted(hour, at(SALE, hour), 100 + hour, bank));
        }
        assertThat(run(RunMode.BATCH, 1)).isEqualTo(expected);
        assertThat(run(RunMode.STREAMING, 2)).isEqualTo(expected);
    }

    /** Rates are of the full hour, and sales of ten past. */
    private static Instant at(Schema schema, int hour) {
        return Instant.EPOCH
                .plus(HOUR.multipliedBy(hour))
                .plusSeconds(schema.equals(SALE) ? 600 : 0);
    }

    private LogArchive create(String log, Schema schema) throws IOException {
        LogDefinition definition = LogDefinition.of(log, 1, "at", "currency", null, "");
        return LogArchive.create(
                folder.toUri().toString(), new Configuration(), definition, schema);
    }

    /** An event an hour as a segment; behind the last one a heartbeat makes all but it final. */
    private static void append(LogArchive archive, Schema schema, int from, int to)
            throws IOException {
        Manifest manifest = archive.manifest();
        long next = manifest.next(0).offset();
        try (SegmentWriter writer = archive.writer(0, 0, next, manifest.greatest(0), schema)) {
            for (int hour = from; hour < to; hour++) {
                long time = at(schema, hour).toEpochMilli();
                writer.write(LogRow.event(next++, time, null, event(schema, hour, time)));
            }
            if (to == HOURS) {
                writer.write(LogRow.heartbeat(next++, at(SALE, HOURS).toEpochMilli()));
            }
            archive.commit(List.of(writer.finish(next)));
        }
    }

    private static GenericData.Record event(Schema schema, int hour, long time) {
        GenericData.Record event = new GenericData.Record(schema);
        event.put("currency", "USD");
        event.put("at", time);
        if (schema.equals(SALE)) {
            event.put("sale", "s%02d".formatted(hour));
        } else {
            event.put("per_euro", 100L + hour);
        }
        if (schema.equals(RATE_WITH_BANK)) {
            event.put("bank", "bank " + hour);
        }
        return event;
    }

    private List<String> run(RunMode mode, int parallelism) throws Exception {
        Settings settings = Settings.of(Map.of(Settings.ARCHIVE, folder.toUri().toString()));
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(parallelism);
        ViewJob job =
                new ViewJob(
                        new SalesAtRates(),
                        settings,
                        mode,
                        RunOptions.FINAL_ROWS,
                        LiveOptions.NONE);
        job.configure(environment, Duration.ofMillis(20));
        Rows rows = job.derive(environment);
        List<String> lines = new ArrayList<>();
        try (CloseableIterator<ViewRow> collected = rows.rows().executeAndCollect()) {
            collected.forEachRemaining(row -> lines.add(RowCsv.line(rows.schema(), row)));
        }
        lines.sort(null);
        return lines;
    }
}
