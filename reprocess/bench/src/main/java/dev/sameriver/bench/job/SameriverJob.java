package dev.sameriver.bench.job;

import dev.sameriver.bench.BenchCase;
import dev.sameriver.bench.BenchWork;
import dev.sameriver.bench.Dataset;
import dev.sameriver.view.Rows;
import dev.sameriver.view.ViewRow;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/** A view, run as {@code sameriver replay} runs it. */
final class SameriverJob extends OnFlink {

    @Override
    void build(StreamExecutionEnvironment environment, BenchCase benchCase, Dataset data) {
        Rows rows = view(benchCase, data).derive(environment);
        // Of a joined row other systems do not know the place.
        int first = benchCase.work() == BenchWork.AS_OF ? rows.schema().keyColumns() : 0;
        Checksum.of(rows.rows(), row -> hash(row, first));
        LateCount.of(rows.late());
    }

    private static long hash(ViewRow row, int first) {
        long[] columns = new long[row.size() - first];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = number(row.get(first + i));
        }
        return Checksum.hash(columns);
    }

    private static long number(@Nullable Object value) {
        if (value instanceof Long number) {
            return number;
        }
        return value == null ? Checksum.NULL : value.hashCode();
    }
}
