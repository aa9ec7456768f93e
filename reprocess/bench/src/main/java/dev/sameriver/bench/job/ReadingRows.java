package dev.sameriver.bench.job;

import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.api.java.tuple.Tuple6;
import org.apache.flink.streaming.api.functions.windowing.WindowFunction;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/** Puts key and window to Flink's aggregate, for the columns that the view's rows have. */
final class ReadingRows
        implements WindowFunction<
                Tuple3<Long, Long, Long>,
                Tuple6<Long, Long, Long, Long, Long, Long>,
                Long,
                TimeWindow> {

    private final long beyondEnd;

    /**
     * @param beyondEnd how many milliseconds behind a window's end the rows say that it ends
     */
    ReadingRows(long beyondEnd) {
        this.beyondEnd = beyondEnd;
    }

    @Override
    public void apply(
            Long key,
            TimeWindow window,
            Iterable<Tuple3<Long, Long, Long>> results,
            Collector<Tuple6<Long, Long, Long, Long, Long, Long>> out) {
        for (Tuple3<Long, Long, Long> sums : results) {
            long end = window.getEnd() + beyondEnd;
            out.collect(Tuple6.of(key, window.getStart(), end, sums.f0, sums.f1, sums.f2));
        }
    }
}
