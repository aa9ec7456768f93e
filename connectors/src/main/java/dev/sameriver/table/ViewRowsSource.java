package dev.sameriver.table;

import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.connector.base.source.reader.SingleThreadMultiplexSourceReaderBase;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.table.data.RowData;

/** A view's rows in Postgres as a source that ends. One reader reads them all, in order. */
final class ViewRowsSource implements Source<RowData, ViewSplit, List<ViewSplit>> {

    private final ViewQuery query;

    ViewRowsSource(ViewQuery query) {
        this.query = query;
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.BOUNDED;
    }

    @Override
    public SourceReader<RowData, ViewSplit> createReader(SourceReaderContext context) {
        return new Reader(query, context);
    }

    @Override
    public SplitEnumerator<ViewSplit, List<ViewSplit>> createEnumerator(
            SplitEnumeratorContext<ViewSplit> context) {
        return new ViewSplits(context, List.of(new ViewSplit(List.of())));
    }

    @Override
    public SplitEnumerator<ViewSplit, List<ViewSplit>> restoreEnumerator(
            SplitEnumeratorContext<ViewSplit> context, List<ViewSplit> pending) {
        return new ViewSplits(context, pending);
    }

    @Override
    public SimpleVersionedSerializer<ViewSplit> getSplitSerializer() {
        return ViewSplit.Serializer.INSTANCE;
    }

    @Override
    public SimpleVersionedSerializer<List<ViewSplit>> getEnumeratorCheckpointSerializer() {
        return ViewSplits.Serializer.INSTANCE;
    }

    /** How far a split was emitted. */
    private static final class Progress {

        private ViewSplit split;

        private Progress(ViewSplit split) {
            this.split = split;
        }
    }

    /** Emits rows, and keeps the key of the last one. */
    private static final class Reader
            extends SingleThreadMultiplexSourceReaderBase<KeyedRow, RowData, ViewSplit, Progress> {

        Reader(ViewQuery query, SourceReaderContext context) {
            super(
                    () -> new ViewSplitReader(query),
                    (keyed, output, progress) -> {
                        output.collect(keyed.row());
                        progress.split = new ViewSplit(keyed.key());
                    },
                    context.getConfiguration(),
                    context);
        }

        @Override
        public void start() {
            if (getNumberOfCurrentlyAssignedSplits() == 0) {
                context.sendSplitRequest();
            }
        }

        @Override
        protected Progress initializedState(ViewSplit split) {
            return new Progress(split);
        }

        @Override
        protected ViewSplit toSplitType(String id, Progress progress) {
            return progress.split;
        }

        @Override
        protected void onSplitFinished(Map<String, Progress> finished) {
            context.sendSplitRequest();
        }
    }
}
