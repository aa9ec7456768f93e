package dev.sameriver.ingest;

import dev.sameriver.archive.LogArchive;
import dev.sameriver.archive.LogDefinition;
import dev.sameriver.connect.Progress;
import dev.sameriver.connect.Settings;
import dev.sameriver.kafka.LogTopic;
import dev.sameriver.kafka.ValueCodec;
import dev.sameriver.view.UserError;
import java.io.IOException;
import java.util.List;
import java.util.Properties;
import org.apache.avro.Schema;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/**
 * Produces the rows of files to a log's topic in the order of arrival, as live producers would:
 * partitioned by key, encoded in the log's format, each row once. A row that cannot be decoded is
 * sent as it is, and is a dead record of the log then.
 */
public final class FileProducer {

    private final Settings settings;

    /**
     * @param settings where the archive with the log's definition and Kafka are
     */
    public FileProducer(Settings settings) {
        this.settings = settings;
    }

    /**
     * Sends all rows of a range; the topic is created if it is not there.
     *
     * @param order the column with the order of arrival; null for the files' order
     * @param range which rows to send
     * @param rate how many rows a second at most, more than 0; infinite for as fast as it goes
     * @param files local paths, or addresses with a scheme; at least one
     * @throws UserError if the log or a file is not there, or a column is not
     */
    public ProduceResult run(
            String log,
            @Nullable String order,
            ArrivalRange range,
            double rate,
            List<String> files,
            Progress progress)
            throws IOException {
        if (!(rate > 0)) {
            throw new UserError(
                    "A rate must be more than 0 events per second, but --rate is %s: raise it, or leave it out."
                            .formatted(rate));
        }
        LogArchive archive =
                LogArchive.open(settings.require(Settings.ARCHIVE), settings.hadoop(), log);
        ImportPlan plan = plan(archive, order, range, files);
        Properties client = settings.kafkaProperties();
        LogDefinition definition = archive.definition();
        LogTopic.create(client, definition.topic(), definition.partitions());
        InputFiles inputs = InputFiles.find(files, settings.hadoop());
        try (Producer<byte[], byte[]> producer = LogTopic.producer(client)) {
            TopicDestination topic =
                    new TopicDestination(
                            producer,
                            definition,
                            plan.schema(),
                            ValueCodec.of(archive, null),
                            rate);
            try (Arrival arrival = Arrival.of(plan, topic)) {
                inputs.feed(plan.schema(), arrival, progress);
            }
            return topic.finish();
        }
    }

    private ImportPlan plan(
            LogArchive archive, @Nullable String order, ArrivalRange range, List<String> files)
            throws IOException {
        LogDefinition definition = archive.definition();
        Schema schema = archive.schema();
        ImportOptions options =
                ImportOptions.of(
                                definition.name(),
                                definition.partitions(),
                                definition.timeField(),
                                definition.keyField())
                        .identifiedBy(definition.idField())
                        .orderedBy(order)
                        .arrivedIn(range);
        PlanChecks.requireOrder(schema, options);
        return new ImportPlan(options, definition, schema, false, false, false, files, 0);
    }
}
