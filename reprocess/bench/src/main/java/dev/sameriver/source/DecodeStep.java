package dev.sameriver.source;

import dev.sameriver.archive.ArrayPool;
import dev.sameriver.archive.LogArchive;
import dev.sameriver.archive.Segment;
import dev.sameriver.archive.SegmentColumns;
import dev.sameriver.bench.BenchWork;
import dev.sameriver.bench.Dataset;
import dev.sameriver.bench.Folders;
import dev.sameriver.bench.job.Reading;
import dev.sameriver.bench.step.Readings;
import dev.sameriver.connect.Settings;
import dev.sameriver.log.Clock;
import dev.sameriver.log.EventBlock;
import dev.sameriver.view.EventType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Reads four segments of about 100,000 events each, from opening to closing the file. */
@State(Scope.Thread)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecodeStep {

    private static final int EVENTS = 400_000;
    private static final int KEYS = 10_000;
    private static final long SPAN_MILLIS = 4 * 60_000;

    private final ArrayPool pool = new ArrayPool(Readings.ROWS);

    private Path directory;
    private LogArchive archive;
    private List<Segment> segments;
    private List<String> columns;
    private ColumnMapper<Reading> mapper;

    @Setup
    public void write() throws IOException {
        directory = Files.createTempDirectory("decode");
        Dataset data =
                new Dataset(directory.toString(), BenchWork.WINDOWS, EVENTS, KEYS, SPAN_MILLIS, 0);
        data.make();
        Settings settings = data.settings();
        archive =
                LogArchive.open(settings.require(Settings.ARCHIVE), settings.hadoop(), Dataset.LOG);
        segments = archive.manifest().segments();
        RecordMapper<Reading> records = RecordMapper.of(EventType.of(Reading.class));
        columns = records.columns(Dataset.LOG, archive.schema());
        mapper = Objects.requireNonNull(ColumnMapper.of(records, archive.schema(columns)));
    }

    @TearDown
    public void delete() throws IOException {
        Folders.delete(directory);
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public long decode() throws IOException {
        long rows = 0;
        for (Segment segment : segments) {
            rows += decode(segment);
        }
        return rows;
    }

    private long decode(Segment segment) throws IOException {
        SegmentColumns read =
                Objects.requireNonNull(archive.openColumns(segment, columns, 0, pool));
        PartitionClock clock =
                new PartitionClock(
                        LogSplit.partition(segment.first(), Clock.NONE, null, false), 1_000);
        long rows = 0;
        try (ColumnBlocks<Reading> blocks =
                new ColumnBlocks<>(segment.generation(), read, mapper, clock)) {
            for (EventBlock<Reading> block = blocks.next(Readings.ROWS);
                    block != null;
                    block = blocks.next(Readings.ROWS)) {
                rows += block.size();
                block.release();
            }
        }
        return rows;
    }
}
