package dev.sameriver.upgrade;

import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;

/** The job of a view over logs without events, while it runs. */
record RunningShape(MiniCluster cluster, JobID job) {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final long PAUSE_MILLIS = 5;

    static RunningShape submit(MiniCluster cluster, JobGraph job) throws Exception {
        cluster.submitJob(job).get();
        return new RunningShape(cluster, job.getJobID());
    }

    /**
     * Waits until all tasks run, that is, until each operator has opened its states.
     *
     * @throws ShapeFailure if the job fails, or is not there within a minute
     */
    void awaitTasks() throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            AccessExecutionGraph graph = cluster.getExecutionGraph(job).get();
            if (graph.getState().isGloballyTerminalState()) {
                JobResult result = cluster.requestJobResult(job).get();
                throw ShapeFailure.of(
                        result.getSerializedThrowable()
                                .<Throwable>map(failure -> failure)
                                .orElseGet(() -> new IllegalStateException("the job ended")));
            }
            if (runs(graph)) {
                return;
            }
            if (System.nanoTime() > deadline) {
                cluster.cancelJob(job).get();
                throw new ShapeFailure(
                        "its tasks do not run within " + PATIENCE.toSeconds() + " s");
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }

    void awaitEnd() throws Exception {
        cluster.requestJobResult(job).get();
    }

    private static boolean runs(AccessExecutionGraph graph) {
        Iterator<? extends AccessExecutionVertex> tasks =
                graph.getAllExecutionVertices().iterator();
        boolean all = graph.getState() == JobStatus.RUNNING && tasks.hasNext();
        while (all && tasks.hasNext()) {
            all = tasks.next().getExecutionState() == ExecutionState.RUNNING;
        }
        return all;
    }
}
