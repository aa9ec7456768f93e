package dev.sameriver.table;

import dev.sameriver.archive.LogArchive;
import dev.sameriver.connect.Progress;
import dev.sameriver.connect.Settings;
import dev.sameriver.ingest.ArrivalRange;
import dev.sameriver.ingest.ImportOptions;
import dev.sameriver.ingest.Importer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/** The flights of January 2001 in an archive in a folder, in small segments. */
record FlightsArchive(String root, long events) {

    static final String FILE = "jobs/airport-delays/src/main/data/flights-2001-q1.csv.gz";

    static FlightsArchive create(Path folder) throws IOException {
        String root = folder.toUri().toString();
        Importer importer = new Importer(root, new Configuration());
        ImportOptions options =
                ImportOptions.of("flights", 4, "scheduled", "origin")
                        .orderedBy("reported")
                        .arrivedIn(new ArrivalRange(null, Instant.parse("2001-02-01T00:00:00Z")))
                        .withSizes(5_000, 64L << 20, 64L << 20);
        String file = Path.of(System.getProperty("sameriver.home"), FILE).toString();
        importer.run(importer.plan(options, List.of(file)), Progress.NONE);
        LogArchive archive = LogArchive.open(root, new Configuration(), "flights");
        long events = archive.manifest().segments().stream().mapToLong(each -> each.events()).sum();
        return new FlightsArchive(root, events);
    }

    Settings settings() {
        return Settings.of(Map.of(Settings.ARCHIVE, root));
    }

    LogArchive open() throws IOException {
        return LogArchive.open(root, new Configuration(), "flights");
    }

    Map<String, String> catalog() {
        return Map.of("archive", root, "disorder", "PT2H");
    }
}
