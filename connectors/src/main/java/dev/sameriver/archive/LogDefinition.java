package dev.sameriver.archive;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import dev.sameriver.view.UserError;
import java.io.IOException;
import java.io.Serializable;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a log is: the content of {@code log.json}.
 *
 * @param version the version of this format, {@value #VERSION}
 * @param name letters, digits, dot, dash and underscore, at most 200 of them
 * @param partitions 1 or greater
 * @param timeField the column with the event time
 * @param keyField the column that a record is partitioned by, or null if there is none
 * @param idField the column with the event id, or null if there is none
 * @param format how Kafka values are written
 * @param topic the Kafka topic; by default the log's name
 * @param schema the fingerprint of the current schema, 16 hex digits, see {@link SchemaStore}
 */
@JsonPropertyOrder({
    "version",
    "name",
    "partitions",
    "timeField",
    "keyField",
    "idField",
    "format",
    "topic",
    "schema"
})
public record LogDefinition(
        int version,
        String name,
        int partitions,
        String timeField,
        @Nullable String keyField,
        @Nullable String idField,
        ValueFormat format,
        String topic,
        String schema)
        implements Serializable {

    public static final int VERSION = 1;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}");

    /**
     * @throws UserError if the name or the number of partitions is not allowed
     */
    public LogDefinition {
        Objects.requireNonNull(timeField, "timeField");
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(topic, "topic");
        Objects.requireNonNull(schema, "schema");
        checkName(name);
        if (version != VERSION) {
            throw new UserError(
                    "A log's definition must have version %d, but log %s has %d: read it with the release that wrote it."
                            .formatted(VERSION, name, version));
        }
        if (partitions < 1) {
            throw new UserError(
                    "A log must have at least 1 partition, but log %s was given %d: pass --partitions 1 or more."
                            .formatted(name, partitions));
        }
    }

    /** A definition with Kafka values in Avro and the topic named like the log. */
    public static LogDefinition of(
            String name,
            int partitions,
            String timeField,
            @Nullable String keyField,
            @Nullable String idField,
            String schema) {
        return new LogDefinition(
                VERSION,
                name,
                partitions,
                timeField,
                keyField,
                idField,
                ValueFormat.AVRO,
                name,
                schema);
    }

    /**
     * Reads the content of {@code log.json}.
     *
     * @param file the whole path, for the message
     * @throws CorruptDefinitionException if it does not say what this log is
     */
    static LogDefinition read(String file, byte[] bytes, String log)
            throws CorruptDefinitionException {
        try {
            LogDefinition read = Json.read(bytes, LogDefinition.class);
            if (read == null) {
                throw new CorruptDefinitionException(file, "it is empty", null);
            }
            if (!read.name.equals(log)) {
                throw new CorruptDefinitionException(file, "it is of log " + read.name, null);
            }
            return read;
        } catch (CorruptDefinitionException e) {
            throw e;
        } catch (ValueInstantiationException e) {
            throw new CorruptDefinitionException(file, "no log is like what it says", e);
        } catch (IOException e) {
            throw new CorruptDefinitionException(file, "it cannot be read as JSON", e);
        }
    }

    /** This definition with another current schema. */
    public LogDefinition withSchema(String fingerprint) {
        return new LogDefinition(
                version,
                name,
                partitions,
                timeField,
                keyField,
                idField,
                format,
                topic,
                fingerprint);
    }

    /** This definition with Kafka values in another format, in another topic. */
    public LogDefinition withKafka(ValueFormat newFormat, String newTopic) {
        return new LogDefinition(
                version,
                name,
                partitions,
                timeField,
                keyField,
                idField,
                newFormat,
                newTopic,
                schema);
    }

    static void checkName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new UserError(
                    "A log's name must be letters, digits, '.', '-' and '_' (at most 200, no leading dot), but was '%s': choose another name."
                            .formatted(name));
        }
    }
}
