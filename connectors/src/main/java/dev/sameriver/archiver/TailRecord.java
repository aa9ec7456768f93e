package dev.sameriver.archiver;

import dev.sameriver.archive.LogRow;
import dev.sameriver.kafka.ValueCodec;
import java.io.IOException;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A record of Kafka as it came, on its short way from the source to the writer. Public only as
 * Flink's serializer asks for it.
 *
 * @param value null if it has none
 * @param heartbeat the bytes of the heartbeat's header; null if it is none
 */
public record TailRecord(
        int partition, long offset, byte @Nullable [] value, byte @Nullable [] heartbeat) {

    static TailRecord of(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader(ValueCodec.HEARTBEAT);
        byte[] heartbeat = header == null ? null : header.value();
        return new TailRecord(
                record.partition(),
                record.offset(),
                record.value(),
                header != null && heartbeat == null ? new byte[0] : heartbeat);
    }

    LogRow decode(ValueCodec codec) throws IOException {
        Headers headers =
                heartbeat == null
                        ? new RecordHeaders()
                        : new RecordHeaders(
                                List.of(new RecordHeader(ValueCodec.HEARTBEAT, heartbeat)));
        return codec.decode(offset, value, headers);
    }

    int length() {
        return value == null ? 0 : value.length;
    }
}
