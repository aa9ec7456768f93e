package dev.sameriver.operator;

import dev.sameriver.aggregate.Aggregator;
import dev.sameriver.view.ColumnType;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A sum that tells how often accumulators were written and merged. */
final class CountingSum implements Aggregator<Long, long[], Long> {

    static int writes;
    static int merges;

    @Override
    public String format() {
        return "counting/1";
    }

    @Override
    public ColumnType type() {
        return ColumnType.LONG;
    }

    @Override
    public long[] create() {
        return new long[1];
    }

    @Override
    public void add(long[] accumulator, Long value) {
        accumulator[0] += value;
    }

    @Override
    public void merge(long[] into, long[] from) {
        merges++;
        into[0] += from[0];
    }

    @Override
    public Long result(long[] accumulator) {
        return accumulator[0];
    }

    @Override
    public void write(long[] accumulator, DataOutputView out) throws IOException {
        writes++;
        out.writeLong(accumulator[0]);
    }

    @Override
    public long[] read(DataInputView in) throws IOException {
        return new long[] {in.readLong()};
    }
}
