package dev.sameriver.bench;

import dev.sameriver.job.ViewJob;
import dev.sameriver.view.Rows;
import dev.sameriver.view.RunOptions;
import dev.sameriver.view.ViewRow;
import java.time.Duration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A view, run as {@code sameriver replay} runs it. */
final class SameriverJob implements SystemJob {

    @Override
    public void build(StreamExecutionEnvironment environment, BenchCase benchCase, Dataset data) {
        ViewJob job =
                new ViewJob(
                        new ReadingView(benchCase.window()),
                        data.settings(),
                        benchCase.mode(),
                        RunOptions.FINAL_ROWS,
                        Duration.ZERO);
        Rows rows = job.derive(environment);
        Checksum.of(rows.rows(), SameriverJob::hash);
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
