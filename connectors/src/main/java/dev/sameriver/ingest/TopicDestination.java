package dev.sameriver.ingest;

import dev.sameriver.archive.LogDefinition;
import dev.sameriver.archive.LogRow;
import dev.sameriver.kafka.LogPartitioner;
import dev.sameriver.kafka.ValueCodec;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Sends rows to a log's topic, no faster than a rate. */
final class TopicDestination implements Destination {

    private static final long LEAST_SLEEP_NANOS = 1_000_000;

    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final int key;
    private final ValueCodec codec;
    private final double rate;
    private final long start = System.nanoTime();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    private long events;
    private long dead;

    TopicDestination(
            Producer<byte[], byte[]> producer,
            LogDefinition definition,
            Schema schema,
            ValueCodec codec,
            double rate) {
        this.producer = producer;
        this.topic = definition.topic();
        String keyField = definition.keyField();
        this.key = keyField == null ? -1 : schema.getField(keyField).pos();
        this.codec = codec;
        this.rate = rate;
    }

    @Override
    public void append(Routed routed) throws IOException {
        pace();
        LogRow row = routed.row();
        GenericRecord event = row.event();
        if (event == null) {
            dead++;
            send(new ProducerRecord<>(topic, routed.partition(), null, row.raw()));
            return;
        }
        events++;
        byte[] keyBytes = key < 0 ? null : LogPartitioner.keyBytes(event.get(key));
        send(new ProducerRecord<>(topic, routed.partition(), keyBytes, codec.encode(event)));
    }

    private void send(ProducerRecord<byte[], byte[]> record) throws IOException {
        check();
        producer.send(
                record,
                (sent, problem) -> {
                    if (problem != null) {
                        failure.compareAndSet(null, problem);
                    }
                });
    }

    private void pace() throws IOException {
        long due = start + (long) ((events + dead) / rate * 1e9);
        long early = due - System.nanoTime();
        if (early >= LEAST_SLEEP_NANOS) {
            try {
                TimeUnit.NANOSECONDS.sleep(early);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while producing");
            }
        }
    }

    private void check() throws IOException {
        Exception problem = failure.get();
        if (problem != null) {
            throw new IOException("topic " + topic + " did not take a record", problem);
        }
    }

    /** Waits until Kafka has taken all. */
    ProduceResult finish() throws IOException {
        producer.flush();
        check();
        return new ProduceResult(events, dead);
    }
}
