package dev.sameriver.archive;

import dev.sameriver.connect.ParquetCodecs;
import dev.sameriver.log.Clock;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.statistics.LongStatistics;
import org.apache.parquet.filter2.predicate.FilterPredicate;
import org.apache.parquet.filter2.statisticslevel.StatisticsFilter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/**
 * Reads one segment's rows in offset order, many at a time and column by column, where all columns
 * that were asked for lie in it as they are wanted: the same rows as {@link SegmentReader} gives.
 *
 * <p>The whole file was hashed before. Of the log's own columns only those are read that the
 * segment needs: where the manifest says that all rows are events, their kinds are not, and where
 * it says that there are no holes, offsets are counted. For one thread.
 */
public final class SegmentColumns implements Closeable {

    private final String name;
    private final Segment segment;
    private final long fromOffset;
    private final Schema schema;
    private final ArrayPool pool;
    private final ParquetFileReader parquet;
    private final List<PageColumn> all = new ArrayList<>();
    private final @Nullable PageColumn offsets;
    private final PageColumn times;
    private final @Nullable PageColumn kinds;
    private final @Nullable PageColumn reasons;
    private final @Nullable PageColumn raws;
    private final List<PageColumn> events = new ArrayList<>();
    private final List<ColumnValues.Kind> eventKinds = new ArrayList<>();

    private final @Nullable FilterPredicate condition;
    private final Iterator<BlockMetaData> groups;

    private long left;
    private long next;
    private long greatestUnread = Clock.NONE;

    private SegmentColumns(
            String name,
            Segment segment,
            Schema schema,
            long fromOffset,
            ArrayPool pool,
            @Nullable FilterPredicate condition,
            ParquetFileReader parquet) {
        this.name = name;
        this.segment = segment;
        this.schema = schema;
        this.fromOffset = fromOffset;
        this.pool = pool;
        this.condition = condition;
        this.parquet = parquet;
        this.groups = parquet.getRowGroups().iterator();
        this.next = segment.firstOffset();
        MessageType file = parquet.getFileMetaData().getSchema();
        boolean mixed = segment.events() < segment.rows();
        boolean hasDead = segment.dead() > 0;
        List<Type> requested = new ArrayList<>();
        boolean hasHoles = segment.rows() < segment.nextOffset() - segment.firstOffset();
        offsets = hasHoles ? column(file, requested, SegmentSchema.OFFSET) : null;
        times = column(file, requested, SegmentSchema.TIME);
        kinds = mixed ? column(file, requested, SegmentSchema.KIND) : null;
        reasons = hasDead ? column(file, requested, SegmentSchema.REASON) : null;
        raws = hasDead ? column(file, requested, SegmentSchema.RAW) : null;
        if (!schema.getFields().isEmpty()) {
            GroupType group = file.getType(SegmentSchema.EVENT).asGroupType();
            List<Type> fields = new ArrayList<>();
            for (Schema.Field field : schema.getFields()) {
                fields.add(group.getType(field.name()));
                events.add(column(file.getColumnDescription(path(field))));
                eventKinds.add(Objects.requireNonNull(ColumnValues.Kind.of(field.schema())));
            }
            requested.add(group.withNewFields(fields));
        }
        parquet.setRequestedSchema(new MessageType(file.getName(), requested));
    }

    /** Whether a segment's columns can be read so. */
    static boolean canRead(EventColumns columns) {
        return columns.areStored()
                && columns.schema().getFields().stream()
                        .allMatch(field -> ColumnValues.Kind.of(field.schema()) != null);
    }

    /**
     * Opens a segment that is sound.
     *
     * @param condition row groups that hold no row for which it holds are left out; null for none
     */
    static SegmentColumns open(
            SegmentFile.In file,
            Segment segment,
            EventColumns columns,
            long fromOffset,
            ArrayPool pool,
            @Nullable FilterPredicate condition,
            Configuration configuration)
            throws IOException {
        return file.open(
                HadoopReadOptions.builder(configuration)
                        .withCodecFactory(ParquetCodecs.reading(configuration))
                        .build(),
                parquet ->
                        new SegmentColumns(
                                file.toString(),
                                segment,
                                columns.schema(),
                                fromOffset,
                                pool,
                                condition,
                                parquet));
    }

    /** The schema of the events' columns. */
    public Schema schema() {
        return schema;
    }

    /**
     * The next rows.
     *
     * @param most how many at most, from 1 to the length of the pool's arrays
     * @return null at the end
     * @throws CorruptSegmentException if they are not such as this segment can hold
     */
    public @Nullable SegmentRows next(int most) throws IOException {
        try {
            while (left > 0 || openGroup()) {
                SegmentRows rows = read((int) Math.min(most, left));
                left -= rows.size();
                dropBeforeStart(rows);
                if (rows.size() > 0) {
                    return rows;
                }
                rows.release();
            }
            requireWhole();
            return null;
        } catch (RuntimeException e) {
            throw new CorruptSegmentException(
                    name, "the rows after offset " + (next - 1) + " cannot be read", e);
        }
    }

    /**
     * The greatest time of rows that were left out before those that {@link #next} gave last;
     * {@link Clock#NONE} if there were none.
     */
    public long greatestUnread() {
        return greatestUnread;
    }

    /** Where offsets were counted, the file must have held as many rows as the manifest says. */
    private void requireWhole() throws IOException {
        if (offsets == null && next != segment.nextOffset()) {
            throw new CorruptSegmentException(
                    name, "it ends before offset " + next + ", not " + segment.nextOffset());
        }
    }

    @Override
    public void close() throws IOException {
        parquet.close();
    }

    private PageColumn column(MessageType file, List<Type> requested, String log) {
        requested.add(file.getType(log));
        return column(file.getColumnDescription(new String[] {log}));
    }

    private PageColumn column(ColumnDescriptor descriptor) {
        PageColumn column = new PageColumn(descriptor);
        all.add(column);
        return column;
    }

    private static String[] path(Schema.Field field) {
        return new String[] {SegmentSchema.EVENT, field.name()};
    }

    /** Opens the next row group that holds a row wanted; says whether there is one. */
    private boolean openGroup() throws IOException {
        while (groups.hasNext()) {
            BlockMetaData block = groups.next();
            boolean isBefore = lastOffset(block) < fromOffset;
            if (isBefore || leavesOut(block)) {
                parquet.skipNextRowGroup();
                next += block.getRowCount();
                continue;
            }
            PageReadStore group = Objects.requireNonNull(parquet.readNextRowGroup());
            for (PageColumn column : all) {
                column.open(group);
            }
            left = group.getRowCount();
            return true;
        }
        return false;
    }

    /** Leaves a row group out, if it may be; its times are told all the same. */
    private boolean leavesOut(BlockMetaData block) {
        LongStatistics unread = statistics(block, SegmentSchema.TIME);
        if (condition == null
                || unread == null
                || !StatisticsFilter.canDrop(condition, block.getColumns())) {
            return false;
        }
        greatestUnread = Math.max(greatestUnread, unread.getMax());
        return true;
    }

    private static long lastOffset(BlockMetaData block) {
        LongStatistics statistics = statistics(block, SegmentSchema.OFFSET);
        return statistics == null ? Long.MAX_VALUE : statistics.getMax();
    }

    private static @Nullable LongStatistics statistics(BlockMetaData block, String column) {
        for (ColumnChunkMetaData chunk : block.getColumns()) {
            if (chunk.getPath().toDotString().equals(column)
                    && chunk.getStatistics() instanceof LongStatistics statistics
                    && statistics.hasNonNullValue()) {
                return statistics;
            }
        }
        return null;
    }

    private SegmentRows read(int size) throws IOException {
        long[] rowOffsets = pool.longs();
        readOffsets(rowOffsets, size);
        long[] rowTimes = pool.longs();
        times.longs(rowTimes, size);
        boolean[] timeless = times.absent();
        if (timeless != null) {
            for (int row = 0; row < size; row++) {
                rowTimes[row] = timeless[row] ? Clock.NONE : rowTimes[row];
            }
        }
        long[] rowKinds = null;
        if (kinds != null) {
            rowKinds = pool.longs();
            kinds.longs(rowKinds, size);
        }
        @Nullable Object[] rowReasons = null;
        @Nullable Object[] rowRaws = null;
        if (reasons != null && raws != null) {
            rowReasons = new @Nullable Object[size];
            reasons.objects(rowReasons, size);
            rowRaws = new @Nullable Object[size];
            raws.bytes(rowRaws, size);
        }
        List<ColumnValues> columns = new ArrayList<>(events.size());
        for (int i = 0; i < events.size(); i++) {
            columns.add(ColumnValues.read(eventKinds.get(i), events.get(i), size, pool));
        }
        return new SegmentRows(
                size, rowOffsets, rowTimes, rowKinds, rowReasons, rowRaws, columns, pool);
    }

    private void readOffsets(long[] into, int size) throws IOException {
        if (offsets == null) {
            for (int row = 0; row < size; row++) {
                into[row] = next++;
            }
            return;
        }
        offsets.longs(into, size);
        for (int row = 0; row < size; row++) {
            long offset = into[row];
            if (offset < next || offset >= segment.nextOffset()) {
                throw new CorruptSegmentException(
                        name, "offset " + offset + " stands where at least " + next + " belongs");
            }
            next = offset + 1;
        }
    }

    private void dropBeforeStart(SegmentRows rows) {
        if (rows.offsets()[0] >= fromOffset) {
            return;
        }
        int[] kept = new int[rows.size()];
        int count = 0;
        for (int row = 0; row < rows.size(); row++) {
            if (rows.offsets()[row] >= fromOffset) {
                kept[count++] = row;
            }
        }
        rows.keep(kept, count);
    }
}
