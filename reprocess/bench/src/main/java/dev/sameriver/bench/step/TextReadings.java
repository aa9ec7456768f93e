package dev.sameriver.bench.step;

import static dev.sameriver.aggregate.Aggregates.count;
import static dev.sameriver.aggregate.Aggregates.max;
import static dev.sameriver.aggregate.Aggregates.sum;

import dev.sameriver.aggregate.Aggregation;
import dev.sameriver.log.EventBlock;
import dev.sameriver.log.Payload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The events of {@link Readings}, with texts for keys, as a segment's dictionary gives them. */
final class TextReadings {

    private TextReadings() {}

    static Aggregation<TextReading> aggregation() {
        return new Aggregation<>(
                List.of(
                        count("readings"),
                        sum("total", TextReading::value),
                        max("greatest", TextReading::value)));
    }

    /** Blocks of full size, of evenly spread keys; in each, equal texts are one object. */
    static List<EventBlock<TextReading>> blocks(int count, int keys, int perMinute) {
        List<EventBlock<TextReading>> blocks = new ArrayList<>();
        for (int block = 0; block < count; block++) {
            long first = (long) block * Readings.ROWS;
            Texts texts = new Texts(texts(Readings.keys(first, keys)), Readings.values(first));
            blocks.add(Readings.block(first, perMinute, Duration.ZERO, texts));
        }
        return blocks;
    }

    private static String[] texts(long[] keys) {
        Map<Long, String> texts = new HashMap<>();
        return Arrays.stream(keys)
                .mapToObj(key -> texts.computeIfAbsent(key, any -> "meter" + (10_000 + key)))
                .toArray(String[]::new);
    }

    private record Texts(String[] keys, long[] values) implements Payload<TextReading> {

        @Override
        public @Nullable String deadReason(int row) {
            return null;
        }

        @Override
        public byte @Nullable [] raw(int row) {
            return null;
        }

        @Override
        public TextReading value(int row) {
            return new TextReading(keys[row], values[row]);
        }

        @Override
        public long @Nullable [] longs(String component) {
            return component.equals("value") ? values : null;
        }

        @Override
        public @Nullable Object @Nullable [] objects(String component) {
            return component.equals("key") ? keys : null;
        }
    }
}
