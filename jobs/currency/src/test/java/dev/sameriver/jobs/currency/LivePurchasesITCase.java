package dev.sameriver.jobs.currency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.connect.Progress;
import dev.sameriver.connect.Settings;
import dev.sameriver.ingest.ArrivalRange;
import dev.sameriver.ingest.FileProducer;
import dev.sameriver.ingest.ImportOptions;
import dev.sameriver.ingest.Importer;
import dev.sameriver.job.ViewJob;
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
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.execution.JobClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A version of two logs, of which the one has 10,000 events, and the other 210. */
class LivePurchasesITCase {

    private static final String DATA = Path.of("src/main/data").toAbsolutePath().toString();
    private static final Instant MARCH = Instant.parse("2016-03-01T00:00:00Z");
    private static final VersionKey KEY = new VersionKey("purchases-in-euros", 1);
    private static final int RATE = 2_500;

    @TempDir private Path archive;

    @Test
    void versionIsBuildingUntilTheLongerLogHasCaughtUpToo() throws Exception {
        Settings settings =
                SharedSandbox.with(Part.KAFKA, Part.POSTGRES)
                        .settings()
                        .overriddenBy(Map.of(Settings.ARCHIVE, archive.toUri().toString()))
                        .without(Settings.FLINK);
        feed(settings, ImportOptions.of("purchases", 2, "bought", "currency"));
        feed(settings, ImportOptions.of("rates", 2, "published", "currency"));
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
    }

    /** February goes to the archive, March to Kafka. */
    private static void feed(Settings settings, ImportOptions options) throws Exception {
        String log = options.log();
        List<String> file = List.of(DATA + "/" + log + "-2016.csv.gz");
        Importer importer = new Importer(settings.require(Settings.ARCHIVE), settings.hadoop());
        ImportOptions february =
                options.orderedBy("received").arrivedIn(new ArrivalRange(null, MARCH));
        importer.run(importer.plan(february, file), Progress.NONE);
        new FileProducer(settings)
                .run(
                        log,
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
