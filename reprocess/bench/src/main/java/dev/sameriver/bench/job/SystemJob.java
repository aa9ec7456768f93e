package dev.sameriver.bench.job;

import dev.sameriver.bench.CaseOrder;
import dev.sameriver.bench.CaseRun;
import dev.sameriver.bench.Dataset;

/** How a system derives a case's rows. */
interface SystemJob extends AutoCloseable {

    /**
     * Derives the rows of some data, and says how long it took.
     *
     * @param data the order's data, or that of its warm-up
     */
    CaseRun run(CaseOrder order, Dataset data) throws Exception;

    /** Ends what runs shared. */
    @Override
    default void close() throws Exception {}
}
