package dev.sameriver.source;

import dev.sameriver.archive.LogArchive;
import dev.sameriver.connect.Settings;
import dev.sameriver.log.EventBlock;
import dev.sameriver.log.EventBlockTypeInfo;
import dev.sameriver.view.EventType;
import dev.sameriver.view.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.util.function.SerializableSupplier;

/**
 * A log as a Flink source: the archive, and behind it Kafka; see the package.
 *
 * <p>It emits its own watermarks: use it with {@code WatermarkStrategy.noWatermarks()}, with
 * alignment if there is more than one reader.
 *
 * @param <T> what is made of an event: a Java record of the columns that are read, or a row
 */
public final class EventLogSource<T>
        implements Source<EventBlock<T>, LogSplit, EnumeratorState>,
                ResultTypeQueryable<EventBlock<T>> {

    private final SourceSpec spec;
    private final TypeInformation<T> type;
    private final SerializableSupplier<EventMapper<T>> mapper;

    private EventLogSource(
            SourceSpec spec, TypeInformation<T> type, SerializableSupplier<EventMapper<T>> mapper) {
        this.spec = spec;
        this.type = type;
        this.mapper = mapper;
    }

    /**
     * A log whose events become values of any type.
     *
     * @param mapper makes what makes them; each reader calls it
     */
    public static <T> EventLogSource<T> of(
            SourceSpec spec, TypeInformation<T> type, SerializableSupplier<EventMapper<T>> mapper) {
        return new EventLogSource<>(spec, type, mapper);
    }

    /** The whole log: the archive, then Kafka, without end. */
    public static <T> EventLogSource<T> live(
            Settings settings,
            String log,
            EventType<T> type,
            Duration disorder,
            LiveOptions options) {
        return of(SourceSpec.live(settings, log, disorder, ReadScope.ALL, options), type);
    }

    /**
     * The archive as it is when the source starts, and no more.
     *
     * @param inOrder whether partitions are read in order, side by side, as a stream needs it; else
     *     segments are read in any order
     * @param from events before this many milliseconds since 1970-01-01T00:00Z may be left out
     * @param to and so may events at or after this
     */
    public static <T> EventLogSource<T> bounded(
            Settings settings,
            String log,
            EventType<T> type,
            Duration disorder,
            boolean inOrder,
            long from,
            long to) {
        return of(
                SourceSpec.bounded(settings, log, disorder, inOrder, ReadScope.between(from, to)),
                type);
    }

    private static <T> EventLogSource<T> of(SourceSpec spec, EventType<T> type) {
        return of(spec, type.typeInfo(), () -> RecordMapper.of(type));
    }

    /**
     * Checks that a live run can start from the archive's start: that Kafka goes on exactly where
     * the archive ends.
     *
     * @throws UserError if there is a gap or an overlap; it names the offsets
     */
    public void check() throws IOException {
        SplitPlan.make(spec, 0);
    }

    /**
     * Checks that the log has the columns that its events are read into.
     *
     * @param events what they are read into
     * @throws UserError if one is missing, or the event time is another column
     */
    public void checkColumns(EventType<T> events) throws IOException {
        LogArchive archive = spec.open();
        RecordMapper.of(events).columns(spec.log(), archive.schema());
        String time = events.time();
        String timeOfLog = archive.definition().timeField();
        if (time != null && !time.equals(timeOfLog)) {
            throw new UserError(
                    "A WATERMARK is for the event time of its log, but table "
                            + events.name()
                            + " has it for "
                            + time
                            + " and log "
                            + spec.log()
                            + " goes by "
                            + timeOfLog
                            + ": name that column.");
        }
    }

    @Override
    public Boundedness getBoundedness() {
        return spec.live() ? Boundedness.CONTINUOUS_UNBOUNDED : Boundedness.BOUNDED;
    }

    @Override
    public TypeInformation<EventBlock<T>> getProducedType() {
        return new EventBlockTypeInfo<>(type);
    }

    @Override
    public SourceReader<EventBlock<T>, LogSplit> createReader(SourceReaderContext context) {
        Pace pace = new Pace();
        return new EventLogReader<>(spec, () -> splitReader(pace), pace, context);
    }

    @Override
    public SplitEnumerator<LogSplit, EnumeratorState> createEnumerator(
            SplitEnumeratorContext<LogSplit> context) {
        return restoreEnumerator(context, new EnumeratorState(0, List.of()));
    }

    @Override
    public SplitEnumerator<LogSplit, EnumeratorState> restoreEnumerator(
            SplitEnumeratorContext<LogSplit> context, EnumeratorState state) {
        return new EventLogEnumerator(context, spec, state);
    }

    @Override
    public SimpleVersionedSerializer<LogSplit> getSplitSerializer() {
        return LogSplitSerializer.INSTANCE;
    }

    @Override
    public SimpleVersionedSerializer<EnumeratorState> getEnumeratorCheckpointSerializer() {
        return EnumeratorState.Serializer.INSTANCE;
    }

    private LogSplitReader<T> splitReader(Pace pace) {
        try {
            LogArchive archive = spec.open();
            EventMapper<T> values = mapper.get();
            List<String> columns = values.columns(spec.log(), archive.schema());
            return new LogSplitReader<>(
                    spec, archive, values, values.blocks(archive.schema(columns)), columns, pace);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
