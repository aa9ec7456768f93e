package dev.sameriver.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.archive.ArrayPool;
import dev.sameriver.archive.LogArchive;
import dev.sameriver.archive.LogDefinition;
import dev.sameriver.archive.LogRow;
import dev.sameriver.archive.Segment;
import dev.sameriver.archive.SegmentColumns;
import dev.sameriver.archive.SegmentWriter;
import dev.sameriver.log.Clock;
import dev.sameriver.log.Event;
import dev.sameriver.log.EventBlock;
import dev.sameriver.log.Position;
import dev.sameriver.view.EventType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.filter2.predicate.FilterApi;
import org.apache.parquet.filter2.predicate.FilterPredicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether a segment read by columns holds the events that it holds row by row. */
class ArchiveBlocksTest {

    private static final Schema SCHEMA =
            SchemaBuilder.record("Sample")
                    .fields()
                    .optionalString("name")
                    .requiredString("tag")
                    .requiredLong("amount")
                    .optionalLong("maybe")
                    .requiredInt("count")
                    .optionalDouble("weight")
                    .requiredFloat("share")
                    .optionalBoolean("flag")
                    .name("at")
                    .type(
                            LogicalTypes.timestampMillis()
                                    .addToSchema(Schema.create(Schema.Type.LONG)))
                    .noDefault()
                    .requiredBytes("unread")
                    .endRecord();

    private static final LogDefinition LOG = LogDefinition.of("samples", 1, "at", "tag", null, "");

    private static final FilterPredicate AMOUNT_FROM_8000 =
            FilterApi.gtEq(FilterApi.longColumn("event.amount"), 8_000L);

    @TempDir private Path folder;

    record Sample(
            @Nullable String name,
            String tag,
            long amount,
            @Nullable Long maybe,
            int count,
            double weight,
            float share,
            @Nullable Boolean flag,
            Instant at) {}

    record Narrow(int amount, long count, double share, boolean flag) {}

    record Small(short amount, @Nullable Byte maybe) {}

    record Tiny(byte amount, short count) {}

    record Checked(long amount) {
        Checked {
            if (amount % 7 == 0) {
                throw new IllegalArgumentException("sevens are not wanted");
            }
        }
    }

    @Test
    void columnsHoldTheSameEventsAsRows() throws IOException {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            LogArchive archive = archive(seed);
            Segment segment = write(archive, random);
            long from = random.nextInt(3) == 0 ? random.nextInt(3_000) : 0;
            assertSame(archive, segment, Sample.class, from, random);
            assertSame(archive, segment, Narrow.class, from, random);
            if (seed % 10 == 0) {
                assertSame(archive, segment, Small.class, from, random);
                assertSame(archive, segment, Tiny.class, from, random);
            }
        }
    }

    @Test
    void columnsOfABlockAreTheComponentsOfItsRecordsThoughItsArraysHeldOthersBefore()
            throws IOException {
        LogArchive archive = archive(0);
        Segment segment = write(archive, new Random(1));
        try (ArchiveBlocks<Sample> blocks = columns(archive, segment, Sample.class, 0, clock())) {
            int read = 0;
            for (EventBlock<Sample> block = blocks.next(20);
                    block != null;
                    block = blocks.next(20)) {
                assertColumns(block);
                block.release();
                read++;
            }
            assertThat(read).isGreaterThan(5);
        }
    }

    private static void assertColumns(EventBlock<Sample> block) {
        for (int row = 0; row < block.size(); row++) {
            if (!block.isDead(row)) {
                Sample sample = block.value(row);
                assertThat(Objects.requireNonNull(block.longs("amount"))[row])
                        .isEqualTo(sample.amount());
                assertThat(Objects.requireNonNull(block.longs("count"))[row])
                        .isEqualTo(sample.count());
                assertThat(Objects.requireNonNull(block.doubles("weight"))[row])
                        .isEqualTo(sample.weight());
                assertThat(Objects.requireNonNull(block.doubles("share"))[row])
                        .isEqualTo(sample.share());
                assertThat(Objects.requireNonNull(block.objects("tag"))[row])
                        .isEqualTo(sample.tag());
                assertThat(Objects.requireNonNull(block.objects("name"))[row])
                        .isEqualTo(sample.name());
            }
        }
        assertThat(block.longs("maybe")).isNull();
        assertThat(block.objects("flag")).isNull();
        assertThat(block.longs("weight")).isNull();
    }

    @Test
    void shortsAreColumnsOfLongs() throws IOException {
        LogArchive archive = archive(0);
        Segment segment = write(archive, new Random(1));
        int alive = 0;
        try (ArchiveBlocks<Small> blocks = columns(archive, segment, Small.class, 0, clock())) {
            for (EventBlock<Small> block = blocks.next(400);
                    block != null;
                    block = blocks.next(400)) {
                long[] amounts = Objects.requireNonNull(block.longs("amount"));
                assertThat(block.longs("maybe")).isNull();
                for (int row = 0; row < block.size(); row++) {
                    if (!block.isDead(row)) {
                        assertThat(amounts[row]).isEqualTo(block.value(row).amount());
                        alive++;
                    }
                }
                block.release();
            }
        }
        assertThat(alive).isPositive();
    }

    @Test
    void recordsThatCheckTheirComponentsAreMadeOneByOne() throws IOException {
        LogArchive archive = archive(0);
        Segment segment = write(archive, new Random(1));
        RecordMapper<Checked> mapper = RecordMapper.of(EventType.of(Checked.class));
        try (SegmentColumns opened =
                Objects.requireNonNull(
                        archive.openColumns(
                                segment,
                                mapper.columns("samples", archive.schema()),
                                0,
                                new ArrayPool(1)))) {
            assertThat(ColumnMapper.of(mapper, opened.schema())).isNull();
        }
    }

    @Test
    void columnsThatHaveToBeConvertedAreReadRowByRow() throws IOException {
        LogArchive archive = archive(0);
        Segment segment = write(archive, new Random(1));
        assertThat(archive.openColumns(segment, List.of("unread"), 0, new ArrayPool(1))).isNull();
    }

    @Test
    void rowGroupsThatHoldNothingWantedAreLeftOutAndTheClocksOfOthersStay() throws IOException {
        LogArchive archive = archive(0);
        Segment segment = inOrder(archive);
        PartitionClock clock = bornClock();
        List<String> all = new ArrayList<>();
        try (ArchiveBlocks<Narrow> blocks =
                columns(archive, segment, Narrow.class, 0, bornClock())) {
            collect(blocks, 100, all);
        }
        List<String> wanted = new ArrayList<>();
        try (ArchiveBlocks<Narrow> blocks =
                columns(archive, segment, Narrow.class, 0, clock, AMOUNT_FROM_8000)) {
            collect(blocks, 100, wanted);
        }
        assertThat(all).hasSize(9_999);
        assertThat(wanted).hasSizeBetween(1_999, 5_000);
        assertThat(wanted).isEqualTo(all.subList(all.size() - wanted.size(), all.size()));
        assertThat(clock.greatest()).isEqualTo(20_000);
    }

    private static Segment inOrder(LogArchive archive) throws IOException {
        try (SegmentWriter writer = archive.writer(0, 0, 0, Clock.NONE, SCHEMA, 100_000)) {
            for (int i = 0; i < 9_999; i++) {
                // One early event is ahead of all others, so that all clocks depend on it.
                writer.write(LogRow.event(i, i == 5 ? 20_000 : i, null, sample(i)));
            }
            return archive.commit(List.of(writer.finish(writer.nextOffset()))).segments().get(0);
        }
    }

    private static GenericData.Record sample(long amount) {
        GenericData.Record sample = new GenericData.Record(SCHEMA);
        sample.put("tag", "tag " + amount);
        sample.put("amount", amount);
        sample.put("count", (int) amount);
        sample.put("weight", 0.5);
        sample.put("share", 0.5f);
        sample.put("flag", true);
        sample.put("at", amount);
        sample.put("unread", ByteBuffer.wrap(new byte[10]));
        return sample;
    }

    private <T> void assertSame(
            LogArchive archive, Segment segment, Class<T> type, long from, Random random)
            throws IOException {
        PartitionClock rowClock = clock();
        PartitionClock columnClock = clock();
        RecordMapper<T> mapper = RecordMapper.of(EventType.of(type));
        List<String> names = mapper.columns("samples", archive.schema());
        List<String> expected = new ArrayList<>();
        try (ArchiveBlocks<T> rows =
                new RowBlocks<>(
                        0, archive.open(segment, names, from), new RowEvents<>(mapper, rowClock))) {
            collect(rows, 1 + random.nextInt(400), expected);
        }
        List<String> found = new ArrayList<>();
        try (ArchiveBlocks<T> columns = columns(archive, segment, type, from, columnClock)) {
            collect(columns, 1 + random.nextInt(400), found);
        }
        assertThat(found).isEqualTo(expected);
        assertThat(columnClock.greatest()).isEqualTo(rowClock.greatest());
        assertThat(columnClock.next()).isEqualTo(rowClock.next());
        assertThat(columnClock.unborn()).isEqualTo(rowClock.unborn());
    }

    private static <T> void collect(ArchiveBlocks<T> blocks, int most, List<String> events)
            throws IOException {
        for (EventBlock<T> block = blocks.next(most); block != null; block = blocks.next(most)) {
            for (int row = 0; row < block.size(); row++) {
                Event<T> event = block.event(row);
                byte[] raw = event.raw();
                events.add(event + " " + event.clock() + " " + (raw == null ? "" : hex(raw)));
            }
            block.release();
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static <T> ArchiveBlocks<T> columns(
            LogArchive archive, Segment segment, Class<T> type, long from, PartitionClock clock)
            throws IOException {
        return columns(archive, segment, type, from, clock, null);
    }

    private static <T> ArchiveBlocks<T> columns(
            LogArchive archive,
            Segment segment,
            Class<T> type,
            long from,
            PartitionClock clock,
            @Nullable FilterPredicate condition)
            throws IOException {
        RecordMapper<T> mapper = RecordMapper.of(EventType.of(type));
        SegmentColumns opened =
                archive.openColumns(
                        segment,
                        mapper.columns("samples", archive.schema()),
                        from,
                        new ArrayPool(500),
                        condition);
        ColumnMapper<T> columns = ColumnMapper.of(mapper, Objects.requireNonNull(opened).schema());
        return new ColumnBlocks<>(0, opened, Objects.requireNonNull(columns), clock);
    }

    private static PartitionClock clock() {
        return new PartitionClock(
                LogSplit.partition(new Position(0, 0, 0), Clock.NONE, null, true), 50);
    }

    private static PartitionClock bornClock() {
        return new PartitionClock(
                LogSplit.partition(new Position(0, 0, 0), Clock.NONE, null, false), 50);
    }

    private LogArchive archive(int number) throws IOException {
        String root = "file://" + folder.resolve(String.valueOf(number));
        return LogArchive.create(root, new Configuration(), LOG, SCHEMA);
    }

    /** Small row groups and pages, so that blocks end in the middle of them. */
    private static Segment write(LogArchive archive, Random random) throws IOException {
        boolean hasOthers = random.nextBoolean();
        int words = 1 + random.nextInt(random.nextBoolean() ? 5 : 100_000);
        long offset = 0;
        try (SegmentWriter writer =
                archive.writer(0, 0, 0, Clock.NONE, SCHEMA, 1 + random.nextInt(50_000))) {
            for (int i = random.nextInt(3_000); i >= 0; i--) {
                offset += random.nextInt(20) == 0 ? 1 + random.nextInt(5) : 1;
                long time = i * 10L + random.nextInt(200);
                int kind = hasOthers ? random.nextInt(10) : 9;
                if (kind == 0) {
                    writer.write(LogRow.heartbeat(offset, time));
                } else if (kind == 1) {
                    byte[] raw = random.nextBoolean() ? null : new byte[] {(byte) i};
                    writer.write(LogRow.dead(offset, raw, "reason " + i % 3));
                } else {
                    writer.write(LogRow.event(offset, time, null, event(random, words)));
                }
            }
            return writer.finish(offset + 1 + random.nextInt(3));
        }
    }

    private static GenericData.Record event(Random random, int words) {
        GenericData.Record event = new GenericData.Record(SCHEMA);
        boolean large = random.nextInt(50) == 0;
        event.put("name", random.nextInt(3) == 0 ? null : "name-" + random.nextInt(words));
        event.put(
                "tag", "tag-" + random.nextInt(words) + (random.nextInt(9) == 0 ? "é\u0000" : ""));
        event.put("amount", large ? random.nextLong() : (long) random.nextInt(1_000));
        event.put("maybe", random.nextBoolean() ? null : random.nextLong());
        event.put("count", random.nextInt());
        event.put("weight", random.nextInt(8) == 0 ? null : random.nextGaussian());
        event.put("share", random.nextFloat());
        event.put("flag", random.nextInt(4) == 0 ? null : random.nextBoolean());
        event.put("at", random.nextInt(1_000_000) - 500_000L);
        event.put("unread", ByteBuffer.wrap(new byte[] {1, 2}));
        return event;
    }
}
