package dev.sameriver.output;

import dev.sameriver.view.ViewRow;
import java.io.IOException;
import java.lang.reflect.Field;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.SupportsPostCommitTopology;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.lineage.LineageVertex;
import org.apache.flink.streaming.api.lineage.LineageVertexProvider;
import org.apache.flink.util.IOUtils;
import org.jspecify.annotations.Nullable;

/**
 * Flink's sink to Kafka, whose writers also close the admin client with which they look for
 * transactions left open. Flink's own never do: each start of a writer, also after a failure, would
 * leave a thread and a connection behind, and with them all classes of the job. The client of a
 * writer that fails while it starts, as where no broker answers, is out of reach and stays.
 */
final class KafkaRowSink
        implements Sink<ViewRow>,
                SupportsWriterState<ViewRow, KafkaWriterState>,
                SupportsCommitter<KafkaCommittable>,
                SupportsPostCommitTopology<KafkaCommittable>,
                LineageVertexProvider {

    private static final long serialVersionUID = 1L;

    private static final String ADMIN = "adminClient";

    private final KafkaSink<ViewRow> sink;

    KafkaRowSink(KafkaSink<ViewRow> sink) {
        this.sink = sink;
    }

    @Override
    public SinkWriter<ViewRow> createWriter(WriterInitContext context) throws IOException {
        return restoreWriter(context, List.of());
    }

    @Override
    @SuppressWarnings("unchecked") // the sink's own class of writers is hidden
    public StatefulSinkWriter<ViewRow, KafkaWriterState> restoreWriter(
            WriterInitContext context, Collection<KafkaWriterState> state) throws IOException {
        SupportsWriterState<ViewRow, KafkaWriterState> writers = sink;
        return new Writer<>(
                (StatefulSinkWriter<ViewRow, KafkaWriterState>
                                & CommittingSinkWriter<ViewRow, KafkaCommittable>)
                        writers.restoreWriter(context, state));
    }

    @Override
    public SimpleVersionedSerializer<KafkaWriterState> getWriterStateSerializer() {
        return sink.getWriterStateSerializer();
    }

    @Override
    public Committer<KafkaCommittable> createCommitter(CommitterInitContext context) {
        return sink.createCommitter(context);
    }

    @Override
    public SimpleVersionedSerializer<KafkaCommittable> getCommittableSerializer() {
        return sink.getCommittableSerializer();
    }

    @Override
    public void addPostCommitTopology(DataStream<CommittableMessage<KafkaCommittable>> committed) {
        sink.addPostCommitTopology(committed);
    }

    @Override
    public LineageVertex getLineageVertex() {
        return sink.getLineageVertex();
    }

    private record Writer<
                    W extends
                            StatefulSinkWriter<ViewRow, KafkaWriterState>
                                    & CommittingSinkWriter<ViewRow, KafkaCommittable>>(
            W writer)
            implements StatefulSinkWriter<ViewRow, KafkaWriterState>,
                    CommittingSinkWriter<ViewRow, KafkaCommittable> {

        @Override
        public void write(ViewRow row, Context context) throws IOException, InterruptedException {
            writer.write(row, context);
        }

        @Override
        public void flush(boolean endOfInput) throws IOException, InterruptedException {
            writer.flush(endOfInput);
        }

        @Override
        public void writeWatermark(Watermark watermark) throws IOException, InterruptedException {
            writer.writeWatermark(watermark);
        }

        @Override
        public List<KafkaWriterState> snapshotState(long checkpoint) throws IOException {
            return writer.snapshotState(checkpoint);
        }

        @Override
        public Collection<KafkaCommittable> prepareCommit()
                throws IOException, InterruptedException {
            return writer.prepareCommit();
        }

        @Override
        public void close() throws Exception {
            // Looked for once the writer is closed, which must happen in any case.
            IOUtils.closeAll(writer, () -> IOUtils.closeAll(admin()));
        }

        /** Null if the writer has never looked for transactions. */
        private @Nullable AutoCloseable admin() throws ReflectiveOperationException {
            Field field = writer.getClass().getDeclaredField(ADMIN);
            field.setAccessible(true);
            return (AutoCloseable) field.get(writer);
        }
    }
}
