package dev.sameriver.upgrade;

import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.apache.flink.api.common.JobID;
import org.jspecify.annotations.Nullable;

/**
 * An upgrade as it is written down. All names that its steps make up are chosen before the first,
 * so that a step that is done again does the same thing again.
 *
 * @param view as in {@code airport-delays-v1}
 * @param oldJob the id of the job that is stopped
 * @param trigger names the stop to Flink
 * @param folder where the savepoint goes, and nothing else does
 * @param savepoint its path; null before it is known
 * @param mark how the tables were when the old job had stopped; null before, and where rows go
 *     elsewhere
 * @param newJob the id of the job under the new jar
 * @param backJob the id of the job under the old jar, should the upgrade go back
 * @param oldJar what names it among the kept jars, as does {@code newJar} the other
 * @param stopMillis when the stop was asked for, in milliseconds since 1970-01-01T00:00Z
 */
record UpgradeRecord(
        String view,
        UpgradeStep step,
        String oldJob,
        String trigger,
        String folder,
        @Nullable String savepoint,
        @Nullable TableMark mark,
        String newJob,
        String backJob,
        String oldJar,
        String newJar,
        StartedAs startedAs,
        long stopMillis) {

    /** The jobs that derive the view before, during and after the upgrade. */
    Set<String> jobs() {
        return Set.of(oldJob, newJob, backJob);
    }

    /** An upgrade that has not begun. */
    static UpgradeRecord begin(
            String view,
            String oldJob,
            String savepoints,
            String oldJar,
            String newJar,
            StartedAs startedAs,
            long now) {
        return new UpgradeRecord(
                view,
                UpgradeStep.STOPPING,
                oldJob,
                UUID.randomUUID().toString().replace("-", ""),
                String.format(Locale.ROOT, "%s/%s/%d", savepoints, view, now),
                null,
                null,
                new JobID().toHexString(),
                new JobID().toHexString(),
                oldJar,
                newJar,
                startedAs,
                now);
    }

    UpgradeRecord at(UpgradeStep next) {
        return with(next, savepoint, mark, backJob);
    }

    UpgradeRecord stopped(String path, @Nullable TableMark tables) {
        return with(UpgradeStep.STARTING, path, tables, backJob);
    }

    /** The same with another job under the old jar, as the one before has ended. */
    UpgradeRecord backOnceMore() {
        return with(step, savepoint, mark, new JobID().toHexString());
    }

    private UpgradeRecord with(
            UpgradeStep next, @Nullable String path, @Nullable TableMark tables, String back) {
        return new UpgradeRecord(
                view,
                next,
                oldJob,
                trigger,
                folder,
                path,
                tables,
                newJob,
                back,
                oldJar,
                newJar,
                startedAs,
                stopMillis);
    }
}
