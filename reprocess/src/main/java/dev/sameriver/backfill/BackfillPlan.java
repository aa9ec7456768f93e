package dev.sameriver.backfill;

import dev.sameriver.connect.Settings;
import dev.sameriver.view.Inputs;
import dev.sameriver.view.View;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a backfill is going to do.
 *
 * @param target the table that rows go to
 * @param shares what is read, by log
 * @param speed how many events a second are expected; 0 if that is not known
 */
record BackfillPlan(String what, String target, List<LogShare> shares, double speed) {

    static BackfillPlan whole(
            View view, List<String> logs, Settings settings, String target, double speed)
            throws IOException {
        List<LogShare> shares = new ArrayList<>();
        for (String log : logs) {
            shares.add(LogShare.whole(settings, log));
        }
        return new BackfillPlan(
                "derive " + Inputs.uid(view) + " from the start, then live", target, shares, speed);
    }

    static BackfillPlan range(
            View view,
            List<String> logs,
            Settings settings,
            Range range,
            String target,
            double speed)
            throws IOException {
        List<LogShare> shares = new ArrayList<>();
        for (String log : logs) {
            shares.add(LogShare.range(settings, log, range.firstRead(), range.to()));
        }
        return new BackfillPlan(
                "derive " + Inputs.uid(view) + " again, " + range, target, shares, speed);
    }

    /**
     * A range of rows to correct.
     *
     * @param foldLate whether events that were late are counted
     * @param windows whether the rows are of windows; else they are derived in order
     */
    record Range(Instant from, Instant to, boolean foldLate, boolean windows) {

        /** Where reading starts; null for the log's start, as states may be of any age. */
        @Nullable Instant firstRead() {
            return windows ? from : null;
        }

        @Override
        public String toString() {
            String rows = windows ? "windows from " : "rows from ";
            return rows + from + " to " + to + (foldLate ? ", with late events" : "");
        }
    }

    /** How many events are to be read. */
    long events() {
        return shares.stream().mapToLong(LogShare::all).sum();
    }

    /** How long it will take; null if that is not known. */
    @Nullable Duration estimate() {
        return speed <= 0 ? null : Duration.ofMillis((long) (events() * 1_000 / speed));
    }

    /** The plan for people, line by line. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("plan: " + what);
        lines.add("  into     table " + target);
        for (LogShare share : shares) {
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "  log      %s: %,d segments, %,d events, %,d bytes%s",
                            share.log(),
                            share.segments(),
                            share.events(),
                            share.bytes(),
                            share.tail() > 0
                                    ? String.format(
                                            Locale.ROOT, ", then %,d in Kafka", share.tail())
                                    : ""));
        }
        Duration estimate = estimate();
        lines.add(
                estimate == null
                        ? "  time     unknown: no backfill of this view was measured yet"
                        : String.format(
                                Locale.ROOT,
                                "  time     about %d s, at %,.0f events/s",
                                Math.max(1, estimate.toSeconds()),
                                speed));
        return lines;
    }
}
