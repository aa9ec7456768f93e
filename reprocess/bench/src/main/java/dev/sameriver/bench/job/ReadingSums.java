package dev.sameriver.bench.job;

import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple3;

/** Count, sum and maximum as Flink's own aggregate. */
final class ReadingSums
        implements AggregateFunction<
                Tuple2<Long, Long>, Tuple3<Long, Long, Long>, Tuple3<Long, Long, Long>> {

    @Override
    public Tuple3<Long, Long, Long> createAccumulator() {
        return Tuple3.of(0L, 0L, Long.MIN_VALUE);
    }

    @Override
    public Tuple3<Long, Long, Long> add(Tuple2<Long, Long> reading, Tuple3<Long, Long, Long> sums) {
        sums.f0 += 1;
        sums.f1 += reading.f1;
        sums.f2 = Math.max(sums.f2, reading.f1);
        return sums;
    }

    @Override
    public Tuple3<Long, Long, Long> getResult(Tuple3<Long, Long, Long> sums) {
        return sums;
    }

    @Override
    public Tuple3<Long, Long, Long> merge(
            Tuple3<Long, Long, Long> one, Tuple3<Long, Long, Long> other) {
        return Tuple3.of(one.f0 + other.f0, one.f1 + other.f1, Math.max(one.f2, other.f2));
    }
}
