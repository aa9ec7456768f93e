package dev.sameriver.jobs.fraud;

import dev.sameriver.connect.Settings;
import dev.sameriver.ingest.ImportOptions;
import dev.sameriver.run.ArrivingLog;
import dev.sameriver.run.LiveParity;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Purchases and outcomes that arrive in an archive and then in Kafka, scored live. */
class LiveScoresITCase {

    @TempDir private Path folder;

    @Test
    void liveRunThroughASavepointAndARescaleGivesTheScoresOfAReplay() throws Exception {
        Path purchases = folder.resolve("purchases.csv.gz");
        Path outcomes = folder.resolve("outcomes.csv.gz");
        FraudData.write(10_000, purchases, outcomes);
        Settings settings = LiveParity.settings(folder);
        new LiveParity(
                        new PurchaseScores(),
                        settings,
                        List.of(
                                new ArrivingLog(
                                        settings,
                                        ImportOptions.of("purchases", 2, "bought", "purchase"),
                                        purchases),
                                new ArrivingLog(
                                        settings,
                                        ImportOptions.of("outcomes", 2, "settled", "purchase"),
                                        outcomes)))
                .check(
                        Instant.parse("2026-03-03T00:00:00Z"),
                        Instant.parse("2026-03-05T00:00:00Z"),
                        Instant.parse("2026-03-20T00:00:00Z"));
    }
}
