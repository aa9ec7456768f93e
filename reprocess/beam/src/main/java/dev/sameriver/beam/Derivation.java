package dev.sameriver.beam;

import dev.sameriver.view.KeyFilter;
import dev.sameriver.view.WindowedStep;
import dev.sameriver.window.SessionWindows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTagList;
import org.joda.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Derives a view's final rows over an archive as a Beam pipeline:
 *
 * <pre>
 * segments ─read─▶ (key, totals and clock) ─window─▶ judge ─▶ total per key and window ─▶ rows
 *                                                      └────▶ verdicts per position ────▶ late
 * </pre>
 *
 * @param code the view
 * @param archive the archive's address
 * @param from windows start at or after this, in milliseconds; {@link Long#MIN_VALUE} for no bound
 * @param to windows end at or before this; {@link Long#MAX_VALUE} for no bound
 * @param sample which keys are taken; null for all
 * @param rows the file that the rows are written to
 * @param late the file that the late events are written to; null for none
 */
record Derivation(
        ViewCode code,
        String archive,
        long from,
        long to,
        @Nullable KeyFilter sample,
        Path rows,
        @Nullable Path late) {

    /** So long that no runner ever drops an event: what is late is decided before. */
    private static final Duration FOREVER =
            Duration.millis(BoundedWindow.TIMESTAMP_MAX_VALUE.getMillis());

    /**
     * Runs the pipeline to its end.
     *
     * @throws dev.sameriver.view.UserError if the view or the archive is refused
     */
    Sums run(PipelineOptions options) throws IOException {
        Pipeline pipeline = Pipeline.create(options);
        WindowedStep<?> step = code.step().declared();
        Archive log = Archive.open(archive, step.log());
        RecordMaker.of(code.step().type(), log.schema());
        boolean sessions = step.windows() instanceof SessionWindows;
        long before = step.windows() instanceof SessionWindows spec ? spec.gapMillis() : 0;
        Range range = new Range(from, to, log.horizon(step.disorder().toMillis()), before);
        PCollectionTuple judged =
                pipeline.apply(
                                "segments",
                                Create.of(log.plan(range))
                                        .withCoder(SerializableCoder.of(SegmentPlan.class)))
                        .apply("spread", Reshuffle.viaRandomKey())
                        .apply(
                                "read",
                                ParDo.of(
                                        new ReadEvents(
                                                code, log.schema().toString(), range, sample)))
                        .setCoder(KvCoder.of(ByteArrayCoder.of(), new ContributionCoder()))
                        .apply(
                                "window",
                                Window.<KV<byte[], Contribution>>into(
                                                WindowForm.of(step.windows(), log.earliest()))
                                        .withAllowedLateness(FOREVER)
                                        .accumulatingFiredPanes())
                        .apply(
                                "judge",
                                ParDo.of(new Judge(sessions ? Lateness.SESSIONS : Lateness.ALIGNED))
                                        .withOutputTags(
                                                Judge.COUNTED, TupleTagList.of(Judge.VERDICTS)));
        rows(judged.get(Judge.COUNTED), range);
        late(judged.get(Judge.VERDICTS), step.log(), sessions);
        Files.write(rows, new byte[0]);
        if (late != null) {
            Files.write(late, new byte[0]);
        }
        PipelineResult result = pipeline.run();
        result.waitUntilFinish();
        return new Sums(
                Tallies.ROWS.of(result),
                Tallies.LATE.of(result),
                Tallies.DEAD.of(result),
                Sha256.of(rows));
    }

    private void rows(PCollection<KV<byte[], byte[]>> counted, Range range) {
        counted.setCoder(KvCoder.of(ByteArrayCoder.of(), ByteArrayCoder.of()))
                .apply("total", Combine.perKey(new Total(code)))
                .apply("rows", ParDo.of(new RowLines(code, range)))
                .apply("rows file", new SortedFile(rows));
    }

    private void late(PCollection<KV<byte[], Verdict>> verdicts, String log, boolean sessions) {
        PCollection<byte[]> lines =
                verdicts.setCoder(
                                KvCoder.of(
                                        ByteArrayCoder.of(), SerializableCoder.of(Verdict.class)))
                        .apply("verdicts", Window.into(new GlobalWindows()))
                        .apply("of one event", GroupByKey.create())
                        .apply("late", ParDo.of(new LateLines(log, sessions)));
        if (late != null) {
            lines.apply("late file", new SortedFile(late));
        }
    }
}
