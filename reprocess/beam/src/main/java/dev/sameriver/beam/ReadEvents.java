package dev.sameriver.beam;

import dev.sameriver.aggregate.Totals;
import dev.sameriver.beam.Contribution.Behind;
import dev.sameriver.log.Event;
import dev.sameriver.log.Position;
import dev.sameriver.view.KeyFilter;
import dev.sameriver.view.ViewRow;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads segments: of each event, its key and what it brings, at its event time. */
final class ReadEvents extends DoFn<SegmentPlan, KV<byte[], Contribution>> {

    private static final long serialVersionUID = 1L;

    private final ViewCode code;
    private final String logSchema;
    private final Range range;
    private final @Nullable KeyFilter sample;
    private final Counter dead = Tallies.DEAD.counter();

    private transient @Nullable Schema log;

    /**
     * @param logSchema the log's current schema, as JSON
     * @param sample which keys are taken; null for all
     */
    ReadEvents(ViewCode code, String logSchema, Range range, @Nullable KeyFilter sample) {
        this.code = code;
        this.logSchema = logSchema;
        this.range = range;
        this.sample = sample;
    }

    /** Reads one segment. */
    @ProcessElement
    public void process(@Element SegmentPlan segment, OutputReceiver<KV<byte[], Contribution>> out)
            throws IOException {
        read(segment, code.step(), out);
    }

    private <T> void read(
            SegmentPlan segment, Step<T> step, OutputReceiver<KV<byte[], Contribution>> out)
            throws IOException {
        RecordMaker<T> maker = RecordMaker.of(step.type(), logSchema());
        ClockColumn clock =
                new ClockColumn(
                        segment.greatestBefore(),
                        segment.unborn(),
                        step.declared().disorder().toMillis());
        long rows = 0;
        try (SegmentReader reader = SegmentReader.open(segment, maker.schema())) {
            while (reader.next()) {
                rows++;
                if (reader.isDead()) {
                    dead.inc();
                } else if (reader.isHeartbeat()) {
                    clock.heartbeat(reader.time());
                } else {
                    if (range.needs(reader.time())) {
                        event(segment.line(), reader, maker, clock.next(), step, out);
                    }
                    clock.event(reader.time());
                }
            }
        }
        requireWhole(segment, rows, clock.greatest());
    }

    private <T> void event(
            SegmentLine segment,
            SegmentReader reader,
            RecordMaker<T> maker,
            long clock,
            Step<T> step,
            OutputReceiver<KV<byte[], Contribution>> out)
            throws IOException {
        long time = reader.time();
        Position position =
                new Position(segment.generation(), segment.partition(), reader.offset());
        ViewRow key;
        T value;
        Totals totals;
        try {
            value = maker.make(reader.event());
            if (!step.takes(value)) {
                return;
            }
            key = step.keys().of(value);
            if (sample != null && !sample.takes(step.keys().text(key))) {
                return;
            }
            totals = totals(step, position, time, clock, value);
        } catch (RuntimeException e) {
            // What the view's code throws on an event makes it dead.
            dead.inc();
            return;
        }
        Behind behind = time < clock ? new Behind(position, String.valueOf(value)) : null;
        out.outputWithTimestamp(
                KV.of(step.keys().bytes(key), new Contribution(step.bytes(totals), clock, behind)),
                new Instant(time));
    }

    private static <T> Totals totals(
            Step<T> step, Position position, long time, long clock, T value) {
        step.aggregation()
                .read(
                        Event.of(
                                position.generation(),
                                position.partition(),
                                position.offset(),
                                time,
                                clock,
                                value));
        Totals totals = step.aggregation().create();
        step.aggregation().add(totals);
        return totals;
    }

    /** What the next segment's clock starts from was reckoned of what the manifest says. */
    private static void requireWhole(SegmentPlan segment, long rows, long greatest)
            throws IOException {
        Long maxTime = segment.line().maxTime();
        long listed =
                maxTime == null
                        ? segment.greatestBefore()
                        : Math.max(segment.greatestBefore(), maxTime);
        if (rows != segment.line().rows() || greatest != listed) {
            throw new IOException(
                    segment.address()
                            + " has "
                            + rows
                            + " records up to "
                            + greatest
                            + ", but the manifest lists "
                            + segment.line().rows()
                            + " up to "
                            + listed);
        }
    }

    private Schema logSchema() {
        if (log == null) {
            log = new Schema.Parser().parse(logSchema);
        }
        return log;
    }
}
