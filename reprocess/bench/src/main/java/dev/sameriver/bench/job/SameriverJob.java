package dev.sameriver.bench.job;

import dev.sameriver.bench.BenchCase;
import dev.sameriver.bench.Dataset;
import dev.sameriver.view.Rows;
import dev.sameriver.view.ViewRow;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A view, run as {@code sameriver replay} runs it. */
final class SameriverJob extends OnFlink {

    @Override
    void build(StreamExecutionEnvironment environment, BenchCase benchCase, Dataset data) {
        Rows rows = view(benchCase, data).derive(environment);
        Checksum.of(rows.rows(), SameriverJob::hash);
        LateCount.of(rows.late());
    }

    private static long hash(ViewRow row) {
        return Checksum.hash(
                number(row, 0),
                number(row, 1),
                number(row, 2),
                number(row, 3),
                number(row, 4),
                number(row, 5));
    }

    private static long number(ViewRow row, int column) {
        return row.get(column) instanceof Long value ? value : Long.MIN_VALUE;
    }
}
