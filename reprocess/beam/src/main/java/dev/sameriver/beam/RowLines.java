package dev.sameriver.beam;

import dev.sameriver.view.RowSchema;
import dev.sameriver.view.ViewRow;
import java.io.IOException;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.transforms.windowing.PaneInfo;
import org.apache.beam.sdk.values.KV;
import org.jspecify.annotations.Nullable;

/** Makes the final rows of a range, as CSV lines. */
final class RowLines extends DoFn<KV<byte[], byte[]>, byte[]> {

    private static final long serialVersionUID = 1L;

    private final ViewCode code;
    private final Range range;
    private final Counter rows = Tallies.ROWS.counter();

    RowLines(ViewCode code, Range range) {
        this.code = code;
        this.range = range;
    }

    /** Makes the row of a key and a window, of which there may be one only. */
    @ProcessElement
    public void process(
            @Element KV<byte[], byte[]> total,
            IntervalWindow window,
            PaneInfo pane,
            OutputReceiver<byte[]> out)
            throws IOException {
        if (!pane.isFirst()) {
            throw new IllegalStateException("a window was given twice: " + window);
        }
        long start = window.start().getMillis();
        long end = window.end().getMillis();
        if (range.gives(start, end)) {
            rows.inc();
            out.output(line(code.step(), total, start, end));
        }
    }

    private static <T> byte[] line(Step<T> step, KV<byte[], byte[]> total, long start, long end)
            throws IOException {
        RowSchema schema = step.declared().schema();
        @Nullable Object[] values = new @Nullable Object[schema.columns().size()];
        ViewRow key = step.keys().of(total.getKey());
        int at = 0;
        for (; at < key.size(); at++) {
            values[at] = key.get(at);
        }
        values[at++] = start;
        values[at++] = end;
        step.aggregation().results(step.totals(total.getValue()), values, at);
        return Lines.of(schema, values);
    }
}
