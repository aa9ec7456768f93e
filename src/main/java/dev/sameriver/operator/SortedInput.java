package dev.sameriver.operator;

import java.util.Arrays;
import org.apache.flink.streaming.api.graph.StreamConfig;

/** Tells whether Flink sorts what an operator takes, as it does in a batch. */
public final class SortedInput {

    private SortedInput() {}

    /**
     * Whether Flink hands over key after key, and the records of a key by their timestamps.
     *
     * @param config of the operator
     */
    public static boolean of(StreamConfig config, ClassLoader loader) {
        return Arrays.stream(config.getInputs(loader)).anyMatch(StreamConfig::requiresSorting);
    }
}
