package dev.sameriver.bench.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sameriver.bench.live.LiveOrder;
import java.io.File;
import org.apache.flink.core.execution.JobClient;

/** Runs one system in a process of its own: reads a {@link LiveOrder}, and goes on until killed. */
public final class LiveMain {

    private LiveMain() {}

    /**
     * @param arguments the order's file, in JSON
     */
    public static void main(String[] arguments) throws Exception {
        LiveOrder order = new ObjectMapper().readValue(new File(arguments[0]), LiveOrder.class);
        endWithParent();
        start(order).getJobExecutionResult().get();
    }

    static JobClient start(LiveOrder order) throws Exception {
        return switch (order.system()) {
            case SAMERIVER -> LiveView.start(order);
            case FLINK -> StockLiveJob.start(order, new ChangeTrigger());
            case FLINK_CONTINUOUS -> StockLiveJob.start(order, StockLiveJob.continuous());
        };
    }

    /** The process that started this one holds the other end of the input. */
    private static void endWithParent() {
        Thread watch =
                new Thread(
                        () -> {
                            try {
                                System.in.read();
                            } catch (java.io.IOException e) {
                                // As good as the end.
                            }
                            Runtime.getRuntime().halt(1);
                        },
                        "parent-watch");
        watch.setDaemon(true);
        watch.start();
    }
}
