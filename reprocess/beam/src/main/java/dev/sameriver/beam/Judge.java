package dev.sameriver.beam;

import dev.sameriver.beam.Contribution.Behind;
import dev.sameriver.log.Position;
import java.nio.ByteBuffer;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;
import org.joda.time.Instant;

/**
 * Lets through what a window counts, by the clock that each event carries. It sees an event once
 * for each of its windows; one that is behind its clock has each window's verdict told apart.
 */
final class Judge extends DoFn<KV<byte[], Contribution>, KV<byte[], byte[]>> {

    /** By key, the totals of each event that counts. */
    static final TupleTag<KV<byte[], byte[]>> COUNTED = new TupleTag<>() {};

    /** By position, what windows say of events that are behind their clock. */
    static final TupleTag<KV<byte[], Verdict>> VERDICTS = new TupleTag<>() {};

    private static final long serialVersionUID = 1L;

    private final Lateness lateness;

    Judge(Lateness lateness) {
        this.lateness = lateness;
    }

    /** Judges an event in one of its windows. */
    @ProcessElement
    public void judge(
            @Element KV<byte[], Contribution> event,
            @Timestamp Instant timestamp,
            IntervalWindow window,
            MultiOutputReceiver out) {
        Contribution contribution = event.getValue();
        long time = timestamp.getMillis();
        long end = window.end().getMillis();
        boolean counted = lateness.counts(time, contribution.clock(), end);
        if (counted) {
            out.get(COUNTED).output(KV.of(event.getKey(), contribution.totals()));
        }
        Behind behind = contribution.behind();
        if (behind != null) {
            Verdict verdict =
                    new Verdict(
                            behind.position(),
                            time,
                            contribution.clock(),
                            window.start().getMillis(),
                            end,
                            counted,
                            behind.text());
            out.get(VERDICTS).output(KV.of(bytes(behind.position()), verdict));
        }
    }

    private static byte[] bytes(Position position) {
        return ByteBuffer.allocate(16)
                .putInt(position.generation())
                .putInt(position.partition())
                .putLong(position.offset())
                .array();
    }
}
