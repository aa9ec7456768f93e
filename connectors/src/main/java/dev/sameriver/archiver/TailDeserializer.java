package dev.sameriver.archiver;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Hands Kafka's records on as they are: what they mean is the writer's to say. */
final class TailDeserializer implements KafkaRecordDeserializationSchema<TailRecord> {

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<TailRecord> out) {
        out.collect(TailRecord.of(record));
    }

    @Override
    public TypeInformation<TailRecord> getProducedType() {
        return TypeInformation.of(TailRecord.class);
    }
}
