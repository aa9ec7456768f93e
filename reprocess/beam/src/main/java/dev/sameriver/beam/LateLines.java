package dev.sameriver.beam;

import dev.sameriver.log.Clock;
import dev.sameriver.operator.SideRows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.jspecify.annotations.Nullable;

/**
 * Makes the rows of late events, as CSV lines, of what each of their windows says: late where none
 * counts them, partly late where some do.
 */
final class LateLines extends DoFn<KV<byte[], Iterable<Verdict>>, byte[]> {

    private static final long serialVersionUID = 1L;

    /** Of more windows than an hour has minutes the first, the last and their number are listed. */
    private static final int LISTED = 60;

    private final String log;
    private final boolean sessions;
    private final Counter late = Tallies.LATE.counter();

    /**
     * @param sessions whether windows are sessions, of which none is listed
     */
    LateLines(String log, boolean sessions) {
        this.log = log;
        this.sessions = sessions;
    }

    /** Makes the row of one event, unless all of its windows count it. */
    @ProcessElement
    public void process(@Element KV<byte[], Iterable<Verdict>> event, OutputReceiver<byte[]> out) {
        List<Verdict> missed = new ArrayList<>();
        boolean counted = false;
        for (Verdict verdict : event.getValue()) {
            counted |= verdict.counted();
            if (!verdict.counted()) {
                missed.add(verdict);
            }
        }
        if (missed.isEmpty()) {
            return;
        }
        if (!counted) {
            late.inc();
        }
        missed.sort(
                Comparator.comparingLong(Verdict::windowEnd)
                        .thenComparingLong(Verdict::windowStart));
        out.output(line(missed, counted));
    }

    private byte[] line(List<Verdict> missed, boolean counted) {
        Verdict any = missed.get(0);
        @Nullable Object[] values = {
            log,
            (long) any.position().generation(),
            (long) any.position().partition(),
            any.position().offset(),
            any.time(),
            any.clock() == Clock.NONE ? null : any.clock(),
            counted ? "partial" : "late",
            sessions ? "" : windows(missed),
            any.text()
        };
        return Lines.of(SideRows.LATE, values);
    }

    private static String windows(List<Verdict> missed) {
        if (missed.size() > LISTED) {
            return window(missed.get(0))
                    + " ... "
                    + window(missed.get(missed.size() - 1))
                    + " ("
                    + missed.size()
                    + ")";
        }
        return missed.stream().map(LateLines::window).collect(Collectors.joining(" "));
    }

    private static String window(Verdict verdict) {
        return Instant.ofEpochMilli(verdict.windowStart())
                + "/"
                + Instant.ofEpochMilli(verdict.windowEnd());
    }
}
