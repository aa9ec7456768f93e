package dev.sameriver.archiver;

import dev.sameriver.archive.LogArchive;
import dev.sameriver.archive.LogDefinition;
import dev.sameriver.archive.SchemaStore;
import dev.sameriver.archive.TimeField;
import dev.sameriver.archive.ValueFormat;
import dev.sameriver.connect.Settings;
import dev.sameriver.kafka.TopicOffsets;
import dev.sameriver.view.UserError;
import java.io.IOException;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What must be said of a log that so far is only a topic.
 *
 * @param schema of the events
 * @param timeField the column with the event time
 * @param keyField the column that the topic is partitioned by, or null
 * @param idField the column with the event id, or null
 * @param topic null for the log's name
 */
public record KafkaLog(
        String log,
        Schema schema,
        String timeField,
        @Nullable String keyField,
        @Nullable String idField,
        ValueFormat format,
        @Nullable String topic) {

    /**
     * Creates the log with as many partitions as the topic has; if it is there, only checks that it
     * is the same, whatever its schema has become since.
     *
     * @throws UserError if a column is not in the schema, there is no such topic, or the log is
     *     there and is another one
     */
    public void create(Settings settings) throws IOException {
        TimeField.of(schema, timeField);
        requireColumn("--key", keyField);
        requireColumn("--id", idField);
        String root = settings.require(Settings.ARCHIVE);
        String from = topic == null ? log : topic;
        if (LogArchive.exists(root, settings.hadoop(), log)) {
            LogDefinition held = LogArchive.open(root, settings.hadoop(), log).definition();
            if (!definition(held.partitions(), from).withSchema(held.schema()).equals(held)) {
                throw new UserError(
                        "A log can be defined once, but archive %s already has log '%s' with another definition (%s): leave --schema and what belongs to it out, or use another name."
                                .formatted(root, log, held));
            }
            return;
        }
        int partitions = TopicOffsets.read(settings.kafkaProperties(), from).partitions();
        LogArchive.create(root, settings.hadoop(), definition(partitions, from), schema);
    }

    private LogDefinition definition(int partitions, String from) {
        return LogDefinition.of(
                        log,
                        partitions,
                        timeField,
                        keyField,
                        idField,
                        SchemaStore.fingerprint(schema))
                .withKafka(format, from);
    }

    private void requireColumn(String flag, @Nullable String column) {
        if (column != null && schema.getField(column) == null) {
            throw new UserError(
                    "%s must name one of the columns %s, but '%s' is none of them: check the spelling."
                            .formatted(
                                    flag,
                                    schema.getFields().stream().map(Schema.Field::name).toList(),
                                    column));
        }
    }
}
