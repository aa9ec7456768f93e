package dev.sameriver.cli;

import dev.sameriver.archive.ValueFormat;
import dev.sameriver.archiver.KafkaLog;
import dev.sameriver.view.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that define a log which so far is only a topic. */
final class KafkaLogOptions {

    @Option(
            names = "--schema",
            paramLabel = "FILE",
            description = "For a log that is only in Kafka yet: its Avro schema (.avsc).")
    private @Nullable Path schema;

    @Option(
            names = "--time",
            paramLabel = "COLUMN",
            description = "With --schema: the column with the event time.")
    private @Nullable String time;

    @Option(
            names = "--key",
            paramLabel = "COLUMN",
            description = "With --schema: the column that decides an event's partition.")
    private @Nullable String key;

    @Option(
            names = "--id",
            paramLabel = "COLUMN",
            description = "With --schema: the column with the event's id.")
    private @Nullable String id;

    @Option(
            names = "--values",
            paramLabel = "FORMAT",
            description = "With --schema: how values are written, avro or json (default: avro).")
    private @Nullable ValueFormat values;

    @Option(
            names = "--topic",
            paramLabel = "NAME",
            description = "With --schema: the topic (default: the log's name).")
    private @Nullable String topic;

    /**
     * The log that they define; empty if none was given.
     *
     * @throws UserError if some were given, but not enough
     */
    Optional<KafkaLog> define(String log) throws IOException {
        if (schema != null && time != null) {
            return Optional.of(
                    new KafkaLog(
                            log,
                            SchemaFile.read(schema),
                            time,
                            key,
                            id,
                            values == null ? ValueFormat.AVRO : values,
                            topic));
        }
        if (schema != null
                || time != null
                || key != null
                || id != null
                || values != null
                || topic != null) {
            throw new UserError(
                    "A log that is only in Kafka is defined by --schema and --time at least, but"
                            + " one of them is missing: give both, or neither if the log exists.");
        }
        return Optional.empty();
    }
}
