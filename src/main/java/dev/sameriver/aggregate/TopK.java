package dev.sameriver.aggregate;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.sameriver.view.ColumnType;
import java.io.IOException;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** The most frequent texts with their counts, from the counts of all of them. */
final class TopK implements Aggregator<String, TopK.Counts, String> {

    private static final Comparator<Map.Entry<String, Long>> MOST_FREQUENT_FIRST =
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey());

    private final int k;

    TopK(int k) {
        this.k = k;
    }

    @Override
    public String format() {
        return "top-k/1";
    }

    @Override
    public ColumnType type() {
        return ColumnType.TEXT;
    }

    @Override
    public Counts create() {
        return new Counts();
    }

    @Override
    public void add(Counts accumulator, String value) {
        accumulator.add(value, 1);
    }

    @Override
    public void merge(Counts into, Counts from) {
        from.held.forEach(into::add);
    }

    @Override
    public long bytes(Counts accumulator) {
        return accumulator.bytes;
    }

    @Override
    public String result(Counts accumulator) {
        return accumulator.held.entrySet().stream()
                .sorted(MOST_FREQUENT_FIRST)
                .limit(k)
                .map(entry -> "[\"" + escaped(entry.getKey()) + "\"," + entry.getValue() + "]")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String escaped(String value) {
        return new String(JsonStringEncoder.getInstance().quoteAsString(value));
    }

    @Override
    public void write(Counts accumulator, DataOutputView out) throws IOException {
        Binary.writeUnsigned(accumulator.held.size(), out);
        for (Map.Entry<String, Long> entry : accumulator.held.entrySet()) {
            StringValue.writeString(entry.getKey(), out);
            Binary.writeUnsigned(entry.getValue(), out);
        }
    }

    @Override
    public Counts read(DataInputView in) throws IOException {
        Counts counts = create();
        for (long left = Binary.readUnsigned(in); left > 0; left--) {
            counts.add(StringValue.readString(in), Binary.readUnsigned(in));
        }
        return counts;
    }

    /** The counts of all texts, and about what they take. */
    static final class Counts {
        private static final int BYTES_A_COUNT = 64;

        private final TreeMap<String, Long> held = new TreeMap<>();
        private long bytes = 64;

        private void add(String value, long count) {
            if (held.merge(value, count, Long::sum) == count) {
                bytes += BYTES_A_COUNT + HeldValue.bytes(value);
            }
        }
    }
}
