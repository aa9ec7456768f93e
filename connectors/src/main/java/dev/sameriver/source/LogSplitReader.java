package dev.sameriver.source;

import dev.sameriver.archive.ArrayPool;
import dev.sameriver.archive.LogArchive;
import dev.sameriver.archive.Manifest;
import dev.sameriver.kafka.ValueCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsChange;
import org.apache.flink.util.IOUtils;
import org.jspecify.annotations.Nullable;

/**
 * Reads the splits of one reader in a thread of its own, the one with the least clock first.
 *
 * <p>A split that is behind in Kafka is waited for when its turn comes; only splits at Kafka's tail
 * are passed over. So what the operators behind hold open stays as small as in a live run, however
 * far partitions lie apart.
 */
final class LogSplitReader<T> implements SplitReader<EventBatch<T>, LogSplit> {

    /** Small, so that the order of clocks is kept; large enough that handing over costs little. */
    private static final int IN_ORDER = 1_000;

    /** Where there is no order to keep, as large as a processor's cache takes well. */
    private static final int IN_ANY_ORDER = 4_000;

    private static final Duration PATIENCE = Duration.ofMillis(100);

    private final SourceSpec spec;
    private final LogArchive archive;
    private final EventMapper<T> mapper;
    private final @Nullable BlockMapper<T> blockMapper;
    private final List<String> columns;
    private final Pace pace;

    private final List<SplitCursor<T>> cursors = new ArrayList<>();
    private final ArrayPool pool;
    private final int most;
    private @Nullable KafkaTail tail;

    private volatile boolean woken;
    private volatile @Nullable KafkaTail toWake;

    LogSplitReader(
            SourceSpec spec,
            LogArchive archive,
            EventMapper<T> mapper,
            @Nullable BlockMapper<T> blockMapper,
            List<String> columns,
            Pace pace) {
        this.spec = spec;
        this.archive = archive;
        this.mapper = mapper;
        this.blockMapper = blockMapper;
        this.columns = columns;
        this.pace = pace;
        this.most = spec.spans() && blockMapper != null ? IN_ANY_ORDER : IN_ORDER;
        this.pool = new ArrayPool(most);
    }

    @Override
    public void handleSplitsChanges(SplitsChange<LogSplit> change) {
        if (!(change instanceof SplitsAddition)) {
            throw new UnsupportedOperationException("splits are added, and end by themselves");
        }
        try {
            Manifest manifest = archive.manifest();
            for (LogSplit split : change.splits()) {
                cursors.add(
                        new SplitCursor<>(
                                split,
                                spec,
                                archive,
                                manifest,
                                columns,
                                mapper,
                                blockMapper,
                                pool));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public RecordsWithSplitIds<EventBatch<T>> fetch() throws IOException {
        pace.await(() -> woken);
        if (tail != null && !tail.isEmpty()) {
            // Asks without waiting, so that a split at the tail is known to be behind again while
            // others still read the archive.
            tail.poll(Duration.ZERO);
        }
        while (!woken) {
            cursors.sort(Comparator.comparingLong(SplitCursor::greatest));
            for (SplitCursor<T> cursor : cursors) {
                EventBatch<T> batch = read(cursor);
                if (batch != null || cursor.isFinished()) {
                    return handOver(cursor, batch);
                }
            }
            if (tail == null || tail.isEmpty()) {
                break;
            }
            tail.poll(PATIENCE);
        }
        woken = false;
        return FetchedBatch.nothing();
    }

    @Override
    public void wakeUp() {
        woken = true;
        KafkaTail following = toWake;
        if (following != null) {
            following.wakeUp();
        }
    }

    @Override
    public void pauseOrResumeSplits(
            Collection<LogSplit> splitsToPause, Collection<LogSplit> splitsToResume) {
        // The reader holds back as a whole: the split that is read next is the one others wait for.
    }

    /** Closes all that is open, though closing one of them may fail. */
    @Override
    public void close() throws Exception {
        List<AutoCloseable> open = new ArrayList<>(cursors);
        if (tail != null) {
            open.add(tail);
        }
        IOUtils.closeAll(open);
    }

    /** What a split gives next; null if it has nothing now. */
    private @Nullable EventBatch<T> read(SplitCursor<T> cursor) throws IOException {
        if (cursor.inKafka()) {
            return readKafka(cursor);
        }
        EventBatch<T> batch = cursor.readArchive(most);
        if (cursor.inKafka() && !cursor.returnToArchive(archive.manifest())) {
            tail().follow(cursor.split().partition(), cursor.kafkaOffset());
        }
        return batch;
    }

    /** Waits for a split that is behind; passes one over that is at Kafka's tail. */
    private @Nullable EventBatch<T> readKafka(SplitCursor<T> cursor) throws IOException {
        KafkaTail kafka = tail();
        EventBatch<T> batch = cursor.readKafka(kafka, most);
        while (batch == null && !kafka.atTail(cursor.split().partition()) && !woken) {
            kafka.poll(PATIENCE);
            batch = cursor.readKafka(kafka, most);
        }
        return batch;
    }

    private FetchedBatch<T> handOver(SplitCursor<T> cursor, @Nullable EventBatch<T> batch)
            throws IOException {
        String split = cursor.split().splitId();
        if (batch != null && batch.block() != null) {
            pace.took(batch.block().size());
        }
        if (!cursor.isFinished()) {
            return new FetchedBatch<>(split, batch, Set.of());
        }
        cursors.remove(cursor);
        if (cursor.inKafka()) {
            tail().leave(cursor.split().partition());
        }
        cursor.close();
        return new FetchedBatch<>(batch == null ? null : split, batch, Set.of(split));
    }

    /**
     * What follows Kafka. It decodes all columns, also those that the view does not read: a record
     * whose other columns are damaged is dead in the archive, and so it must be here.
     */
    private KafkaTail tail() throws IOException {
        if (tail == null) {
            tail =
                    new KafkaTail(
                            spec.settings().kafkaProperties(),
                            archive.definition().topic(),
                            ValueCodec.of(archive, null));
            toWake = tail;
        }
        return tail;
    }
}
