package dev.sameriver.bench.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sameriver.bench.BenchCase;
import dev.sameriver.bench.BenchWork;
import dev.sameriver.bench.CaseOrder;
import dev.sameriver.bench.CaseRun;
import dev.sameriver.bench.Dataset;
import java.io.File;

/** Runs one case in a process of its own: reads a {@link CaseOrder}, writes a {@link CaseRun}. */
public final class CaseMain {

    private CaseMain() {}

    /**
     * @param arguments the order's file and the result's, in JSON
     */
    public static void main(String[] arguments) throws Exception {
        ObjectMapper json = new ObjectMapper();
        CaseOrder order = json.readValue(new File(arguments[0]), CaseOrder.class);
        json.writeValue(new File(arguments[1]), run(order));
        System.exit(0);
    }

    static CaseRun run(CaseOrder order) throws Exception {
        try (SystemJob job = job(order.benchCase())) {
            Dataset warmUp = order.warmUp();
            long start = System.nanoTime();
            while (warmUp != null && System.nanoTime() - start < order.warmUpNanos()) {
                job.run(order, warmUp);
            }
            return job.run(order, order.data());
        }
    }

    private static SystemJob job(BenchCase benchCase) {
        return switch (benchCase.system()) {
            case SAMERIVER -> new SameriverJob();
            case FLINK -> new StockJob(new OurSource());
            case FLINK_FILES -> new StockJob(new FilesSource());
            case FLINK_SQL -> benchCase.work() == BenchWork.AS_OF ? new SqlAsOfJob() : new SqlJob();
            case DUCKDB -> new DuckDbJob();
            case LOOP -> new LoopJob();
        };
    }
}
