package dev.sameriver.bench.job;

import dev.sameriver.bench.Mix;
import java.io.Serializable;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;

/**
 * Where all rows end: counts them, and sums up a hash of all columns of each, so that the order of
 * rows does not matter and everything else does.
 */
final class Checksum<R> extends RichFlatMapFunction<R, Long> {

    static final String ROWS = "checksum-rows";
    static final String SUM = "checksum-sum";

    /** What a column without a value is hashed as. */
    static final long NULL = Long.MIN_VALUE;

    /** Hashes a row's columns. */
    interface Hash<R> extends Serializable {
        long of(R row);
    }

    private final Hash<R> hash;

    private transient LongCounter rows;
    private transient LongCounter sum;

    private Checksum(Hash<R> hash) {
        this.hash = hash;
        this.rows = new LongCounter();
        this.sum = new LongCounter();
    }

    /** Ends a stream of rows. */
    static <R> void of(DataStream<R> rows, Hash<R> hash) {
        rows.flatMap(new Checksum<>(hash))
                .returns(Types.LONG)
                .sinkTo(new DiscardingSink<>())
                .name("checksum");
    }

    /** The hash of a row's columns, in their order. */
    static long hash(long... columns) {
        long hash = 0;
        for (long column : columns) {
            hash = Mix.of(hash ^ column);
        }
        return hash;
    }

    @Override
    public void open(OpenContext context) {
        rows = new LongCounter();
        sum = new LongCounter();
        getRuntimeContext().addAccumulator(ROWS, rows);
        getRuntimeContext().addAccumulator(SUM, sum);
    }

    @Override
    public void flatMap(R row, Collector<Long> out) {
        rows.add(1);
        sum.add(hash.of(row));
    }
}
