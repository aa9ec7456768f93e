package dev.sameriver.jobs.social;

import dev.sameriver.connect.Settings;
import dev.sameriver.ingest.ImportOptions;
import dev.sameriver.run.ArrivingLog;
import dev.sameriver.run.LiveParity;
import dev.sameriver.sandbox.Part;
import dev.sameriver.sandbox.SharedSandbox;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Acts that arrive in an archive and then in Kafka, followed live. */
class LiveDeliveriesITCase {

    @TempDir private Path folder;

    @Test
    void liveRunThroughASavepointAndARescaleGivesTheDeliveriesOfAReplay() throws Exception {
        SocialData.write(10_000, 100, folder);
        Settings settings =
                SharedSandbox.with(Part.KAFKA, Part.POSTGRES)
                        .settings()
                        .overriddenBy(
                                Map.of(Settings.ARCHIVE, folder.resolve("logs").toUri().toString()))
                        .without(Settings.FLINK);
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
