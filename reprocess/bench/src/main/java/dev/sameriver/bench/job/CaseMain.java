package dev.sameriver.bench.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sameriver.bench.BenchCase;
import dev.sameriver.bench.BenchSystem;
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
        BenchCase benchCase = order.benchCase();
        try (SystemJob job = job(benchCase.system(), benchCase.work())) {
            Dataset part = order.warmUp();
            return part == null ? job.run(order, order.data()) : runWarm(job, order, part);
        }
    }

    /**
     * Reads a part of the data again and again, and all of it once that fits into what is left of
     * the time, going by the run before: a part alone leaves code behind that is compiled again
     * when there is more to do.
     */
    static CaseRun runWarm(SystemJob job, CaseOrder order, Dataset part) throws Exception {
        long end = System.nanoTime() + order.warmUpNanos();
        long wholeNanos = Long.MAX_VALUE;
        int parts = 0;
        int wholes = 0;
        for (long now = System.nanoTime(); now < end; ) {
            boolean fits = wholeNanos < end - now;
            Dataset data = fits ? order.data() : part;
            job.run(order, data);
            parts += fits ? 0 : 1;
            wholes += fits ? 1 : 0;
            long took = System.nanoTime() - now;
            wholeNanos = Math.round((double) took * order.data().events() / data.events());
            now += took;
        }
        return job.run(order, order.data()).behind(parts, wholes);
    }

    /** What derives the rows of some work by a system. */
    static SystemJob job(BenchSystem system, BenchWork work) {
        return switch (system) {
            case SAMERIVER -> new SameriverJob();
            case FLINK -> new StockJob(new OurSource());
            case FLINK_FILES -> new StockJob(new FilesSource());
            case FLINK_SQL -> work == BenchWork.AS_OF ? new SqlAsOfJob() : new SqlJob();
            case DUCKDB -> new DuckDbJob();
            case LOOP -> new LoopJob();
        };
    }
}
