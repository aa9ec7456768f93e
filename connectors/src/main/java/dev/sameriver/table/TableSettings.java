package dev.sameriver.table;

import dev.sameriver.connect.Settings;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/**
 * Where a table's parts are: {@link Settings} from the options of a table or catalog, over those of
 * the file that {@code config} names.
 *
 * <p>A file keeps passwords out of the catalog: {@code 'config' = '/etc/sameriver.properties'}. It
 * is read where queries are planned.
 */
final class TableSettings {

    static final ConfigOption<String> CONFIG =
            text("config", "A properties file with the settings that the command line takes.");
    static final ConfigOption<String> ARCHIVE =
            text(Settings.ARCHIVE, "The archive, as in hdfs://namenode:8020/logs.");
    static final ConfigOption<String> KAFKA =
            text(Settings.KAFKA, "Kafka's bootstrap servers, as in broker1:9092.");
    static final ConfigOption<String> POSTGRES =
            text(Settings.POSTGRES, "Postgres, as in jdbc:postgresql://db:5432/views?user=views.");

    /** The prefixes of the clients' own properties. */
    static final String[] PREFIXES = {"kafka.", "hadoop.", "postgres."};

    private TableSettings() {}

    /**
     * The settings among some options.
     *
     * @throws dev.sameriver.view.UserError if the file that they name cannot be read
     */
    static Settings of(Map<String, String> options) {
        Map<String, String> own = new TreeMap<>();
        options.forEach(
                (key, value) -> {
                    if (isSetting(key)) {
                        own.put(key, value);
                    }
                });
        String file = options.get(CONFIG.key());
        Settings base = file == null ? Settings.of(Map.of()) : Settings.load(Path.of(file));
        return base.overriddenBy(own);
    }

    private static boolean isSetting(String key) {
        for (String prefix : PREFIXES) {
            if (key.startsWith(prefix) || key.equals(prefix.substring(0, prefix.length() - 1))) {
                return true;
            }
        }
        return key.equals(Settings.ARCHIVE);
    }

    private static ConfigOption<String> text(String key, String description) {
        return ConfigOptions.key(key).stringType().noDefaultValue().withDescription(description);
    }
}
