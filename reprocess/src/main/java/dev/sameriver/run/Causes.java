package dev.sameriver.run;

import dev.sameriver.view.UserError;
import org.apache.flink.util.ExceptionUtils;

/** Finds in a job's failure what a user should read of it. */
public final class Causes {

    private Causes() {}

    /**
     * The user's mistake that made a job fail, or else the first cause, as a failure of the job.
     */
    public static Exception of(Throwable failure) {
        Throwable known = ExceptionUtils.stripExecutionException(failure);
        Throwable first = known;
        while (first.getCause() != null) {
            if (first instanceof UserError mistake) {
                return mistake;
            }
            first = first.getCause();
        }
        return first instanceof UserError mistake ? mistake : new JobFailure(first, failure);
    }
}
