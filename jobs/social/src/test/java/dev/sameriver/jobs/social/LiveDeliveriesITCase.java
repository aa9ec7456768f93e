package dev.sameriver.jobs.social;

import dev.sameriver.connect.Settings;
import dev.sameriver.ingest.ImportOptions;
import dev.sameriver.run.ArrivingLog;
import dev.sameriver.run.LiveParity;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Acts that arrive in an archive and then in Kafka, followed live. */
class LiveDeliveriesITCase {

    @TempDir private Path folder;

    @Test
    void liveRunThroughASavepointAndARescaleGivesTheDeliveriesOfAReplay() throws Exception {
        SocialData.write(10_000, 100, folder);
        Settings settings = LiveParity.settings(folder);
        new LiveParity(
                        new Deliveries(),
                        settings,
                        List.of(
                                log(settings, ImportOptions.of("friendships", 2, "at", "member")),
                                log(settings, ImportOptions.of("messages", 2, "at", "id"))))
                .check(
                        Instant.parse("2026-01-01T01:00:00Z"),
                        Instant.parse("2026-01-01T02:00:00Z"),
                        Instant.parse("2026-01-02T00:00:00Z"));
    }

    private ArrivingLog log(Settings settings, ImportOptions options) {
        return new ArrivingLog(settings, options, folder.resolve(options.log() + ".csv.gz"));
    }
}
