package dev.sameriver.kafka;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Which partition a key belongs to: the same as Kafka's default partitioner, so that imported
 * history and live records of a key meet in one partition.
 *
 * <p>Example: with 4 partitions, key {@code JFK} goes where a Kafka producer with a string
 * serializer sends it. A record without a key goes to partition 0.
 */
public final class LogPartitioner {

    private LogPartitioner() {}

    /**
     * The partition of a key.
     *
     * @param key its text form is what counts: 42 and "42" go to the same partition
     * @param partitions 1 or greater
     */
    public static int partition(@Nullable Object key, int partitions) {
        byte[] bytes = keyBytes(key);
        return bytes == null ? 0 : Utils.toPositive(Utils.murmur2(bytes)) % partitions;
    }

    /** The key as a Kafka record carries it: the UTF-8 bytes of its text form; null if none. */
    public static byte @Nullable [] keyBytes(@Nullable Object key) {
        return key == null ? null : key.toString().getBytes(StandardCharsets.UTF_8);
    }
}
