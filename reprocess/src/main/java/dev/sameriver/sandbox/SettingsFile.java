package dev.sameriver.sandbox;

import dev.sameriver.connect.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What a run needs to know to use the sandbox. */
final class SettingsFile {

    private SettingsFile() {}

    /** The addresses of those parts whose first process {@code runs}. */
    static Settings settings(Site site, Predicate<String> runs) {
        Map<String, String> settings = new TreeMap<>();
        if (runs.test(NameNode.NAME)) {
            settings.put(Settings.ARCHIVE, HdfsSite.root(site) + "/sameriver");
            settings.put("hadoop.dfs.replication", "1");
        }
        if (runs.test(KafkaBroker.NAME)) {
            settings.put(Settings.KAFKA, site.address(Port.KAFKA));
        }
        if (runs.test(Postgres.NAME)) {
            settings.put(Settings.POSTGRES, new Postgres(site).url());
        }
        if (runs.test(JobManager.NAME)) {
            settings.put(Settings.FLINK, site.address(Port.FLINK));
        }
        return Settings.of(settings);
    }

    static void write(Path file, Settings settings) throws IOException {
        String text =
                new TreeMap<>(settings.asMap())
                        .entrySet().stream()
                                .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                                .collect(Collectors.joining());
        TextFile.write(file, text);
    }
}
