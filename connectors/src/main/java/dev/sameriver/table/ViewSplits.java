package dev.sameriver.table;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.jspecify.annotations.Nullable;

/** Gives the one split to the first reader that asks. */
final class ViewSplits implements SplitEnumerator<ViewSplit, List<ViewSplit>> {

    private final SplitEnumeratorContext<ViewSplit> context;
    private final List<ViewSplit> pending;

    ViewSplits(SplitEnumeratorContext<ViewSplit> context, List<ViewSplit> pending) {
        this.context = context;
        this.pending = new ArrayList<>(pending);
    }

    @Override
    public void start() {}

    @Override
    public void handleSplitRequest(int subtask, @Nullable String host) {
        if (pending.isEmpty()) {
            context.signalNoMoreSplits(subtask);
        } else {
            context.assignSplit(pending.remove(0), subtask);
        }
    }

    @Override
    public void addSplitsBack(List<ViewSplit> splits, int subtask) {
        pending.addAll(splits);
    }

    @Override
    public void addReader(int subtask) {}

    @Override
    public List<ViewSplit> snapshotState(long checkpointId) {
        return List.copyOf(pending);
    }

    @Override
    public void close() {}

    /** What a checkpoint keeps: the split, or nothing once a reader has it. */
    static final class Serializer implements SimpleVersionedSerializer<List<ViewSplit>> {

        static final Serializer INSTANCE = new Serializer();

        private Serializer() {}

        @Override
        public int getVersion() {
            return ViewSplit.Serializer.INSTANCE.getVersion();
        }

        @Override
        public byte[] serialize(List<ViewSplit> splits) throws IOException {
            return splits.isEmpty()
                    ? new byte[0]
                    : ViewSplit.Serializer.INSTANCE.serialize(splits.get(0));
        }

        @Override
        public List<ViewSplit> deserialize(int version, byte[] serialized) throws IOException {
            return serialized.length == 0
                    ? List.of()
                    : List.of(ViewSplit.Serializer.INSTANCE.deserialize(version, serialized));
        }
    }
}
