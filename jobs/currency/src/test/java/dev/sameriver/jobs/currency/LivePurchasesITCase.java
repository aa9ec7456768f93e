package dev.sameriver.jobs.currency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.backfill.Correction;
import dev.sameriver.connect.PostgresServer;
import dev.sameriver.connect.Progress;
import dev.sameriver.connect.Settings;
import dev.sameriver.ingest.ArrivalRange;
import dev.sameriver.ingest.FileProducer;
import dev.sameriver.ingest.ImportOptions;
import dev.sameriver.ingest.Importer;
import dev.sameriver.job.ViewJob;
import dev.sameriver.output.CorrectedTable;
import dev.sameriver.registry.LogPosition;
import dev.sameriver.registry.Registry;
import dev.sameriver.registry.RegistryLink;
import dev.sameriver.registry.Version;
import dev.sameriver.registry.VersionKey;
import dev.sameriver.registry.VersionState;
import dev.sameriver.run.FlinkTarget;
import dev.sameriver.run.LiveRun;
import dev.sameriver.sandbox.Part;
import dev.sameriver.sandbox.SharedSandbox;
import dev.sameriver.source.LiveOptions;
import dev.sameriver.versions.LogEnds;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.execution.JobClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A version of two logs, of which the one has 10,000 events, and the other 211: a rate of 10
 * February is corrected ten days later, and is late.
 */
class LivePurchasesITCase {

    private static final Path PURCHASES = Path.of("src/main/data/purchases-2016.csv.gz");
    private static final Instant MARCH = Instant.parse("2016-03-01T00:00:00Z");
    private static final VersionKey KEY = new VersionKey("purchases-in-euros", 1);
    private static final String TABLE = "purchases_in_euros_v1";
    private static final int RATE = 2_500;
    private static final PrintStream SILENT = new PrintStream(OutputStream.nullOutputStream());

    @TempDir private Path folder;

    @Test
    void versionIsBuildingUntilTheLongerLogHasCaughtUpTooAndThenALateRateIsFoldedIn()
            throws Exception {
        Settings settings =
                SharedSandbox.with(Part.KAFKA, Part.POSTGRES)
                        .settings()
                        .overriddenBy(
                                Map.of(Settings.ARCHIVE, folder.resolve("logs").toUri().toString()))
                        .without(Settings.FLINK);
        Path rates =
                CorrectedRates.write(
                        folder.resolve("rates.csv.gz"), Instant.parse("2016-02-20T09:00:00Z"));
        feed(settings, ImportOptions.of("purchases", 2, "bought", "currency"), PURCHASES);
        feed(settings, ImportOptions.of("rates", 2, "published", "currency"), rates);
        Registry registry = Registry.open(settings);
        PurchasesInEuros view = new PurchasesInEuros();
        registry.declare(KEY, ViewJob.tableName(view), "test", null);
        JobClient job = start(view, settings);
        try {
            Version version = registry.find(KEY).orElseThrow();
            while (version.state() == VersionState.BUILDING) {
                TimeUnit.MILLISECONDS.sleep(50);
                version = registry.find(KEY).orElseThrow();
            }

            LogPosition position = version.position();
            assertThat(position.offsets()).containsOnlyKeys("purchases", "rates");
            assertThat(position).isEqualTo(LogEnds.of(settings, position));
            assertThat(version.watermark())
                    .as("three days before the last rate")
                    .isEqualTo(Instant.parse("2016-03-28T15:00:00Z"));
        } finally {
            job.cancel().get(1, TimeUnit.MINUTES);
        }
        correct(view, settings);
    }

    /**
     * Of five days derived again, only purchases that meet the rate change, and late ones come.
     * What no purchase speaks for goes, a row that has a later time by now stays, and one that has
     * an earlier one gives way.
     */
    private static void correct(PurchasesInEuros view, Settings settings) throws Exception {
        Correction correction =
                new Correction(
                        view,
                        settings,
                        Instant.parse("2016-02-10T00:00:00Z"),
                        Instant.parse("2016-02-15T00:00:00Z"),
                        true,
                        1,
                        "test",
                        "the rate was wrong");
        update(
                settings,
                "INSERT INTO %1$s SELECT 'nowhere', event_time, currency, cents, per_euro, euros"
                        + " FROM %1$s WHERE purchase = (%2$s)",
                "SEK");
        update(
                settings,
                "UPDATE %1$s SET event_time = '2016-03-01', cents = 0 WHERE purchase = (%2$s)",
                "CHF");
        Map<String, Bought> before = bought(settings);
        update(
                settings,
                "UPDATE %1$s SET event_time = '2016-02-01', cents = 0 WHERE purchase = (%2$s)",
                "GBP");
        FlinkTarget target = new FlinkTarget(settings, List.of());
        CorrectedTable.Changes changes = correction.run(target, SILENT, SILENT);
        int changed = 0;
        int added = 0;
        for (Map.Entry<String, Bought> entry : bought(settings).entrySet()) {
            Bought now = entry.getValue();
            Bought old = before.remove(entry.getKey());
            boolean meets = CorrectedRates.meet(now.currency(), now.at());
            if (meets) {
                assertThat(now.perEuro()).isEqualTo(CorrectedRates.RATE);
            }
            if (old == null) {
                added++;
            } else if (meets) {
                changed++;
            } else {
                assertThat(now).isEqualTo(old);
            }
        }
        assertThat(before).containsOnlyKeys("nowhere");
        assertThat(changed).isGreaterThan(10);
        assertThat(changes).isEqualTo(new CorrectedTable.Changes(added, changed + 1, 1));
        assertThat(correction.run(target, SILENT, SILENT))
                .isEqualTo(new CorrectedTable.Changes(0, 0, 0));
    }

    /** Changes the table by the first purchase in a currency after noon of 12 February. */
    private static void update(Settings settings, String sql, String currency) throws Exception {
        String first =
                "SELECT min(purchase) FROM %s WHERE currency = '%s' AND event_time > '2016-02-12T12:00:00Z'"
                        .formatted(TABLE, currency);
        try (Connection connection = PostgresServer.of(settings).connect();
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql.formatted(TABLE, first))).isEqualTo(1);
        }
    }

    private record Bought(Instant at, String currency, double perEuro, String row) {}

    private static Map<String, Bought> bought(Settings settings) throws Exception {
        Map<String, Bought> all = new HashMap<>();
        String sql =
                "SELECT purchase, event_time, currency, per_euro, t::text"
                        + " FROM "
                        + TABLE
                        + " AS t";
        try (Connection connection = PostgresServer.of(settings).connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                Instant at = rows.getTimestamp(2).toInstant();
                all.put(
                        rows.getString(1),
                        new Bought(at, rows.getString(3), rows.getDouble(4), rows.getString(5)));
            }
        }
        return all;
    }

    /** February goes to the archive, March to Kafka. */
    private static void feed(Settings settings, ImportOptions options, Path from) throws Exception {
        List<String> file = List.of(from.toAbsolutePath().toString());
        Importer importer = new Importer(settings.require(Settings.ARCHIVE), settings.hadoop());
        ImportOptions february =
                options.orderedBy("received").arrivedIn(new ArrivalRange(null, MARCH));
        importer.run(importer.plan(february, file), Progress.NONE);
        new FileProducer(settings)
                .run(
                        options.log(),
                        "received",
                        new ArrivalRange(MARCH, null),
                        Double.POSITIVE_INFINITY,
                        file,
                        Progress.NONE);
    }

    private static JobClient start(PurchasesInEuros view, Settings settings) throws Exception {
        RegistryLink link = new RegistryLink(settings, KEY, ViewJob.logs(view, settings));
        return new LiveRun(
                        view,
                        settings,
                        1,
                        "postgres",
                        new LiveOptions(Duration.ZERO, RATE, link),
                        Duration.ofMillis(300),
                        null)
                .start(new FlinkTarget(settings, List.of()));
    }
}
