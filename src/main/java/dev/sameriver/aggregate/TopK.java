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
final class TopK implements Aggregator<String, TreeMap<String, Long>, String> {

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
    public TreeMap<String, Long> create() {
        return new TreeMap<>();
    }

    @Override
    public void add(TreeMap<String, Long> accumulator, String value) {
        accumulator.merge(value, 1L, Long::sum);
    }

    @Override
    public void merge(TreeMap<String, Long> into, TreeMap<String, Long> from) {
        from.forEach((value, count) -> into.merge(value, count, Long::sum));
    }

    @Override
    public String result(TreeMap<String, Long> accumulator) {
        return accumulator.entrySet().stream()
                .sorted(MOST_FREQUENT_FIRST)
                .limit(k)
                .map(entry -> "[\"" + escaped(entry.getKey()) + "\"," + entry.getValue() + "]")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String escaped(String value) {
        return new String(JsonStringEncoder.getInstance().quoteAsString(value));
    }

    @Override
    public void write(TreeMap<String, Long> accumulator, DataOutputView out) throws IOException {
        Binary.writeUnsigned(accumulator.size(), out);
        for (Map.Entry<String, Long> entry : accumulator.entrySet()) {
            StringValue.writeString(entry.getKey(), out);
            Binary.writeUnsigned(entry.getValue(), out);
        }
    }

    @Override
    public TreeMap<String, Long> read(DataInputView in) throws IOException {
        TreeMap<String, Long> counts = new TreeMap<>();
        for (long left = Binary.readUnsigned(in); left > 0; left--) {
            counts.put(StringValue.readString(in), Binary.readUnsigned(in));
        }
        return counts;
    }
}
