package dev.sameriver.kafka;

import dev.sameriver.archive.JavaStrings;
import dev.sameriver.archive.LogArchive;
import dev.sameriver.archive.LogDefinition;
import dev.sameriver.archive.LogRow;
import dev.sameriver.archive.TimeField;
import dev.sameriver.archive.ValueFormat;
import dev.sameriver.log.Clock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * What a log's records are in Kafka, both ways.
 *
 * <p>An event's value is Avro's single-object encoding, resolved from the schema that it was
 * written with, or a JSON object. A heartbeat has the header {@value #HEARTBEAT}, no key and an
 * empty value. Anything else is dead, with the reason. For one thread.
 */
public final class ValueCodec {

    /** The header that makes a record a heartbeat: 8 bytes, epoch milliseconds, big-endian. */
    public static final String HEARTBEAT = "sameriver-heartbeat";

    private final ValueFormat format;
    private final Schema schema;
    private final TimeField time;
    private final int id;
    private final AvroEvents avro;

    private ValueCodec(LogDefinition definition, Schema schema, AvroEvents avro) {
        this.format = definition.format();
        this.schema = schema;
        this.time = TimeField.of(schema, definition.timeField());
        String idField = definition.idField();
        this.id = idField == null ? -1 : schema.getField(idField).pos();
        this.avro = avro;
    }

    /**
     * A codec for a log's values, with the log's current schema.
     *
     * @param columns those to decode, the time and id columns always among them; null for all
     */
    public static ValueCodec of(LogArchive archive, @Nullable Collection<String> columns)
            throws IOException {
        LogDefinition definition = archive.definition();
        Set<String> wanted = null;
        if (columns != null) {
            wanted = new LinkedHashSet<>(columns);
            wanted.add(definition.timeField());
            if (definition.idField() != null) {
                wanted.add(definition.idField());
            }
        }
        Schema schema = JavaStrings.in(archive.schema(wanted));
        return new ValueCodec(definition, schema, new AvroEvents(archive.schemas(), schema));
    }

    /** The schema of the events handed out. */
    public Schema schema() {
        return schema;
    }

    /**
     * What a Kafka record is: an event, a heartbeat, or dead with the reason. A schema that is
     * unknown now is unknown from now on, to all readers of the log.
     *
     * @throws UncheckedIOException if the log's schemas cannot be read or written
     */
    public LogRow decode(long offset, byte @Nullable [] value, Headers headers) {
        Header heartbeat = headers.lastHeader(HEARTBEAT);
        try {
            if (heartbeat != null) {
                return LogRow.heartbeat(offset, heartbeatTime(heartbeat.value()));
            }
            if (value == null) {
                throw new UndecodableException("it has no value");
            }
            GenericRecord event =
                    format == ValueFormat.JSON
                            ? JsonEvents.decode(value, schema)
                            : avro.decode(value);
            Object eventId = id < 0 ? null : event.get(id);
            return LogRow.event(
                    offset, time(event), eventId == null ? null : eventId.toString(), event);
        } catch (UndecodableException e) {
            return LogRow.dead(offset, value, Objects.requireNonNull(e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long time(GenericRecord event) throws UndecodableException {
        Long millis = time.millis(event);
        if (millis == null) {
            throw new UndecodableException("it has no event time");
        }
        return accepted(millis);
    }

    private static long heartbeatTime(byte @Nullable [] header) throws UndecodableException {
        if (header == null || header.length != Long.BYTES) {
            throw new UndecodableException("its heartbeat is not 8 bytes");
        }
        return accepted(ByteBuffer.wrap(header).getLong());
    }

    private static long accepted(long millis) throws UndecodableException {
        if (!Clock.accepts(millis)) {
            throw new UndecodableException("its event time is out of range: " + millis);
        }
        return millis;
    }

    /**
     * An event as a Kafka value, in the log's format. For Avro its schema must be kept in the log's
     * schema store before the value is sent.
     */
    public byte[] encode(GenericRecord event) {
        return format == ValueFormat.JSON
                ? GenericData.get().toString(event).getBytes(StandardCharsets.UTF_8)
                : avro.encode(event);
    }

    /** A heartbeat for a partition at {@code time} milliseconds since 1970-01-01T00:00Z. */
    public static ProducerRecord<byte[], byte[]> heartbeat(String topic, int partition, long time) {
        byte[] bytes = ByteBuffer.allocate(Long.BYTES).putLong(time).array();
        return new ProducerRecord<>(
                topic,
                partition,
                null,
                null,
                new byte[0],
                List.of(new RecordHeader(HEARTBEAT, bytes)));
    }
}
