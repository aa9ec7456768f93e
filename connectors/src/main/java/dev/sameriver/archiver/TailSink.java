package dev.sameriver.archiver;

import java.io.IOException;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** The archive as a sink: each writer seals the partitions that reach it. */
record TailSink(TailSpec spec, int partitions) implements Sink<TailRecord> {

    private static final long MEMORY = 256L << 20;

    @Override
    public SinkWriter<TailRecord> createWriter(WriterInitContext context) throws IOException {
        int subtasks = context.getTaskInfo().getNumberOfParallelSubtasks();
        int each = Math.max(1, (partitions + subtasks - 1) / subtasks);
        long rowGroup = Math.max(1L << 20, Math.min(8L << 20, MEMORY / subtasks / each));
        return new TailWriter(spec, rowGroup, context.getProcessingTimeService());
    }
}
