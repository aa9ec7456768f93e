package dev.sameriver.view;

import dev.sameriver.aggregate.AggregateColumn;
import dev.sameriver.aggregate.Aggregation;
import dev.sameriver.aggregate.CountedEvents;
import dev.sameriver.aggregate.LastPosition;
import dev.sameriver.operator.Combiner;
import dev.sameriver.operator.KeyColumns;
import dev.sameriver.operator.Partial;
import dev.sameriver.operator.PartialTypeInfo;
import dev.sameriver.operator.RowRange;
import dev.sameriver.operator.SessionCombiner;
import dev.sameriver.operator.SideTags;
import dev.sameriver.operator.SliceCombiner;
import dev.sameriver.operator.WindowOperator;
import dev.sameriver.operator.WindowStage;
import dev.sameriver.ordered.OrderedEvent;
import dev.sameriver.ordered.OrderedEventTypeInfo;
import dev.sameriver.ordered.WindowValues;
import dev.sameriver.window.AlignedWindows;
import dev.sameriver.window.SessionWindows;
import dev.sameriver.window.WindowSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** Events by key and window; see {@link KeyedEvents#window}. */
public final class WindowedEvents<T> {

    /** In how many windows an event may be: half of what their numbers can tell apart. */
    private static final long MOST_WINDOWS = 32_768;

    private final EventStream<T> events;
    private final KeyColumns<T> keys;
    private final WindowSpec windows;
    private final long earlyMillis;

    WindowedEvents(
            EventStream<T> events, KeyColumns<T> keys, WindowSpec windows, long earlyMillis) {
        this.events = events;
        this.keys = keys;
        this.windows = windows;
        this.earlyMillis = earlyMillis;
    }

    /**
     * Gives early results of open windows in a live run, as rows that are not final, at most this
     * often; final rows do not depend on them.
     *
     * @param interval processing time, at least 1 ms
     */
    public WindowedEvents<T> early(Duration interval) {
        if (interval.toMillis() < 1) {
            throw new UserError(
                    "Early results need an interval of at least 1 ms, but it is "
                            + interval
                            + ": give a longer one.");
        }
        if (windows instanceof SessionWindows) {
            throw new UserError(
                    "Early results need windows whose end is known beforehand, but sessions end"
                            + " with their last event: use aligned windows, or no early results.");
        }
        return new WindowedEvents<>(events, keys, windows, interval.toMillis());
    }

    /**
     * Aggregates each key's windows into rows: the key's columns, window_start, window_end, then
     * these columns. The primary key is all before them. Only windows with events have a row.
     */
    @SafeVarargs
    public final Rows aggregate(AggregateColumn<T>... columns) {
        return aggregate(List.of(columns));
    }

    /** Aggregates each key's windows into rows; see {@link #aggregate(AggregateColumn[])}. */
    public Rows aggregate(List<AggregateColumn<T>> columns) {
        Inputs inputs = events.inputs();
        RunOptions options = inputs.options();
        EventSource.Opened<T> log = events.open(needsBefore());
        List<AggregateColumn<T>> all = new ArrayList<>(columns);
        if (options.traced()) {
            all.add(new CountedEvents<>(events.log()));
        }
        boolean early = options.early() && earlyMillis > 0;
        Totalled totalled = total(log, all, inputs.range(log.horizon()), early ? earlyMillis : 0);
        Rows derived =
                new Rows(
                        totalled.schema(),
                        totalled.rows(),
                        totalled.combined().getSideOutput(SideTags.LATE),
                        totalled.combined().getSideOutput(SideTags.DEAD),
                        earlyMillis > 0 || options.open());
        WindowedStep<T> step =
                new WindowedStep<>(
                        events.log(),
                        events.type(),
                        events.disorder(),
                        events.filter(),
                        keys,
                        windows,
                        all,
                        totalled.schema());
        inputs.source().declared(step, derived);
        return derived;
    }

    /**
     * Aggregates each key's windows into values, for what is derived in order behind them: joins,
     * machines, answers to reads. A window's value is known when the window is final; its event
     * time is the window's end minus 1 ms, and its place that of the last event, in the order of
     * the log, that the window counts.
     *
     * <pre>{@code
     * record Hour(String item, Instant windowEnd, long pieces) {}
     *
     * movements.keyBy("item", Movement::item)
     *         .window(Windows.tumbling(Duration.ofHours(1)))
     *         .derive(Hour.class, sum("pieces", Movement::pieces))
     *         .keyBy("item", Hour::item)
     *         .answer(reads, asked)
     * }</pre>
     *
     * @param record a Java record of some of the key's columns, {@code windowStart}, {@code
     *     windowEnd} and the aggregates, by their names. A window of which it cannot be made goes
     *     to the dead letters, and its events stay counted
     * @throws UserError if it is not, if early results are asked for, which are not final, if a
     *     view's own code has made the events, or an event is in more than 32,768 windows
     */
    @SafeVarargs
    public final <R> Derived<R> derive(Class<R> record, AggregateColumn<T>... columns) {
        Inputs inputs = events.inputs();
        refuseWhatHasNoPlace();
        InOrder.refuseKeys(inputs.options().keys(), true);
        InOrder.refuseLate(inputs.options());
        EventSource.Opened<T> log = events.open(KeyedEvents.EVER);
        int number = inputs.number(events.log(), events.disorder());
        List<AggregateColumn<T>> all = new ArrayList<>(List.of(columns));
        WindowRecord<R> value = WindowRecord.of(record, schema(all));
        TypeInformation<R> type = StoredType.of(record);
        all.add(new LastPosition<>());
        RowRange range = inputs.range(log.horizon());
        Totalled totalled = total(log, all, range.fromTheStart(), 0);
        boolean several =
                windows instanceof AlignedWindows aligned && !aligned.math().sliceIsWindow();
        String step = inputs.step("window-value");
        WindowValues<T, R> values =
                new WindowValues<>(
                        step,
                        number,
                        inputs.logs(),
                        keys,
                        several ? (AlignedWindows) windows : null,
                        value);
        SingleOutputStreamOperator<OrderedEvent<R>> results =
                totalled.rows()
                        .transform(
                                "window value",
                                new OrderedEventTypeInfo<>(keys.typeInfo(), List.of(type)),
                                values)
                        .uid(inputs.uidOf(step));
        return new Derived<>(
                inputs,
                results,
                type,
                range,
                Beside.NOTHING.andJudged(totalled.combined()).andRefused(results),
                Lineage.ofWindows(events.log(), number, several),
                false);
    }

    private void refuseWhatHasNoPlace() {
        if (earlyMillis > 0) {
            throw new UserError(
                    "What is derived in order behind windows takes final ones only, but early"
                            + " results are asked for: leave early(...) out.");
        }
        if (events.type() == null) {
            throw new UserError(
                    "A window's value has the place of an event of its log, but the events of log "
                            + events.log()
                            + " are made by the view's own code: leave through(...) out.");
        }
        if (windows instanceof AlignedWindows aligned
                && (aligned.sizeMillis() - 1 + skipped(aligned)) / aligned.stepMillis()
                        >= MOST_WINDOWS) {
            throw new UserError(
                    "Windows that more is derived from must be at most 32,768 to an event, by a"
                            + " zone's clock with those of one more day, but are "
                            + aligned
                            + ": give a longer step.");
        }
    }

    /** How much a wall clock may skip at once, in milliseconds. */
    private static long skipped(AlignedWindows aligned) {
        return aligned.zone() == null ? 0 : Duration.ofDays(1).toMillis();
    }

    /** Late events and dead letters are beside what combines; rows are of final windows. */
    private record Totalled(
            RowSchema schema,
            SingleOutputStreamOperator<Partial> combined,
            SingleOutputStreamOperator<ViewRow> rows) {}

    private Totalled total(
            EventSource.Opened<T> log,
            List<AggregateColumn<T>> columns,
            RowRange range,
            long early) {
        Inputs inputs = events.inputs();
        WindowStage<T> stage =
                new WindowStage<>(
                        events.log(),
                        keys,
                        new Aggregation<>(columns),
                        range,
                        early,
                        events.filter(),
                        inputs.options().keys(),
                        inputs.share());
        SingleOutputStreamOperator<Partial> combined =
                log.events()
                        .transform("combine", new PartialTypeInfo(stage), combiner(stage))
                        .uid(inputs.uid("combine"));
        RowSchema schema = schema(columns);
        SingleOutputStreamOperator<ViewRow> rows =
                combined.keyBy(partial -> partial.key(), keys.typeInfo())
                        .transform(
                                "window",
                                new ViewRowTypeInfo(schema),
                                new WindowOperator<>(windows, stage))
                        .uid(inputs.uid("window"));
        return new Totalled(schema, combined, rows);
    }

    private Duration needsBefore() {
        return windows instanceof SessionWindows sessions
                ? Duration.ofMillis(sessions.gapMillis())
                : Duration.ZERO;
    }

    private Combiner<T> combiner(WindowStage<T> stage) {
        return windows instanceof AlignedWindows aligned
                ? new SliceCombiner<>(aligned, stage)
                : new SessionCombiner<>((SessionWindows) windows, stage);
    }

    private RowSchema schema(List<AggregateColumn<T>> aggregates) {
        List<Column> columns = new ArrayList<>(keys.columns());
        columns.add(new Column("window_start", ColumnType.TIMESTAMP));
        columns.add(new Column("window_end", ColumnType.TIMESTAMP));
        int keyColumns = columns.size();
        for (AggregateColumn<T> aggregate : aggregates) {
            columns.add(new Column(aggregate.name(), aggregate.type()));
        }
        return new RowSchema(columns, keyColumns);
    }
}
