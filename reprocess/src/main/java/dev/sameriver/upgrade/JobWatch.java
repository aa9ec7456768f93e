package dev.sameriver.upgrade;

import dev.sameriver.run.ClusterJobs;
import dev.sameriver.run.JobHealth;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Watches a job that was started.
 *
 * @param patience how long its tasks may take to run, and then its first checkpoint to complete
 */
record JobWatch(ClusterJobs jobs, Duration patience) {

    private static final long PAUSE_MILLIS = 200;

    /**
     * Waits until all tasks of a job run.
     *
     * @throws WatchFailure if something fails in it first, or patience ends
     */
    void awaitTasks(String job) throws IOException, InterruptedException, WatchFailure {
        long deadline = deadline(patience);
        while (!sound(job).allTasksRun()) {
            require(deadline, "not all of its tasks run");
            pause();
        }
    }

    /**
     * Watches a job whose tasks all run: nothing may fail in it, and a checkpoint must complete.
     *
     * @param time how long it is watched at least
     * @throws WatchFailure if something fails, or no checkpoint completes
     */
    void watch(String job, Duration time) throws IOException, InterruptedException, WatchFailure {
        long enough = deadline(time);
        long deadline = deadline(time.plus(patience));
        while (sound(job).checkpoints() == 0 || System.nanoTime() < enough) {
            require(deadline, "none of its checkpoints completes");
            pause();
        }
    }

    /**
     * Waits until all tasks of a job run, whatever fails and is started again meanwhile.
     *
     * @throws WatchFailure if the job ends first, or patience does
     */
    void awaitRecovery(String job) throws IOException, InterruptedException, WatchFailure {
        long deadline = deadline(patience);
        while (!alive(job).allTasksRun()) {
            require(deadline, "not all of its tasks run");
            pause();
        }
    }

    private static void pause() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }

    /** How a job is in which nothing may fail. */
    private JobHealth sound(String job) throws IOException, InterruptedException, WatchFailure {
        JobHealth health = known(job);
        if (health.failure() != null) {
            throw new WatchFailure(health.failure());
        }
        return running(health);
    }

    private JobHealth alive(String job) throws IOException, InterruptedException, WatchFailure {
        return running(known(job));
    }

    private JobHealth known(String job) throws IOException, InterruptedException, WatchFailure {
        return jobs.health(job).orElseThrow(() -> new WatchFailure("the cluster does not know it"));
    }

    private static JobHealth running(JobHealth health) throws WatchFailure {
        if (health.hasEnded()) {
            throw new WatchFailure("it is " + health.state());
        }
        return health;
    }

    private static long deadline(Duration after) {
        return System.nanoTime() + after.toNanos();
    }

    private void require(long deadline, String otherwise) throws WatchFailure {
        if (System.nanoTime() > deadline) {
            throw new WatchFailure(otherwise + " within " + patience.toSeconds() + " s");
        }
    }
}
