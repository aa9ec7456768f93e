package dev.sameriver.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.archive.LogArchive;
import dev.sameriver.archive.LogDefinition;
import dev.sameriver.archive.LogRow;
import dev.sameriver.archive.Segment;
import dev.sameriver.archive.SegmentWriter;
import dev.sameriver.connect.Settings;
import dev.sameriver.log.Clock;
import dev.sameriver.log.EventBlock;
import dev.sameriver.view.EventType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.testutils.source.reader.TestingReaderContext;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventLogReaderTest {

    private static final Schema SCHEMA =
            SchemaBuilder.record("Reading").fields().requiredLong("at").endRecord();

    private static final int EVENTS = 10;

    @TempDir private Path folder;

    record Reading(long at) {}

    @Test
    void watermarkWaitsForTheLastSplitThoughTheFirstIsReadAlready() throws Exception {
        String root = folder.toUri().toString();
        LogArchive archive = archive(root);
        Segment ahead = segment(archive, 0, 1_000_000);
        Segment behind = segment(archive, 1, 0);
        archive.commit(List.of(ahead, behind));
        EventLogSource<Reading> source =
                EventLogSource.bounded(
                        Settings.of(Map.of(Settings.ARCHIVE, root)),
                        "readings",
                        EventType.of(Reading.class),
                        Duration.ZERO,
                        true,
                        Long.MIN_VALUE,
                        Long.MAX_VALUE);
        Output output = new Output();
        try (SourceReader<EventBlock<Reading>, LogSplit> reader =
                source.createReader(new TestingReaderContext())) {
            reader.start();
            reader.addSplits(List.of(split(ahead)));
            read(reader, output, EVENTS);
            assertThat(output.watermarks).isEmpty();
            reader.addSplits(List.of(split(behind)));
            reader.handleSourceEvents(new ReaderEvents.AllGiven());
            read(reader, output, 2 * EVENTS);
            assertThat(output.watermarks).isNotEmpty();
            assertThat(output.watermarks.get(0)).isLessThan(EVENTS);
        }
    }

    private static LogArchive archive(String root) throws IOException {
        LogDefinition definition = LogDefinition.of("readings", 2, "at", "at", null, "");
        return LogArchive.create(root, new Configuration(), definition, SCHEMA);
    }

    private static Segment segment(LogArchive archive, int partition, long from)
            throws IOException {
        try (SegmentWriter writer = archive.writer(0, partition, 0, Clock.NONE, SCHEMA)) {
            for (int i = 0; i < EVENTS; i++) {
                GenericData.Record event = new GenericData.Record(SCHEMA);
                event.put("at", from + i);
                writer.write(LogRow.event(i, from + i, null, event));
            }
            return writer.finish(EVENTS + 1);
        }
    }

    /** The segment ends in a hole, so that the split is not over when its events are read. */
    private static LogSplit split(Segment segment) {
        return LogSplit.partition(segment.first(), Clock.NONE, segment.next(), false);
    }

    private static void read(
            SourceReader<EventBlock<Reading>, LogSplit> reader, Output output, int events)
            throws Exception {
        while (output.events < events) {
            reader.pollNext(output);
            if (output.events < events) {
                reader.isAvailable().get(30, TimeUnit.SECONDS);
            }
        }
    }

    /** Counts events and notes watermarks. */
    private static final class Output implements ReaderOutput<EventBlock<Reading>> {

        private final List<Long> watermarks = new ArrayList<>();
        private int events;

        @Override
        public void collect(EventBlock<Reading> block) {
            events += block.size();
        }

        @Override
        public void collect(EventBlock<Reading> block, long timestamp) {
            collect(block);
        }

        @Override
        public void emitWatermark(Watermark watermark) {
            watermarks.add(watermark.getTimestamp());
        }

        @Override
        public void markIdle() {}

        @Override
        public void markActive() {}

        @Override
        public SourceOutput<EventBlock<Reading>> createOutputForSplit(String split) {
            return this;
        }

        @Override
        public void releaseOutputForSplit(String split) {}
    }
}
