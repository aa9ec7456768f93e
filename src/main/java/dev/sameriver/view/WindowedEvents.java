package dev.sameriver.view;

import dev.sameriver.aggregate.AggregateColumn;
import dev.sameriver.aggregate.Aggregation;
import dev.sameriver.aggregate.CountedEvents;
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
import dev.sameriver.window.AlignedWindows;
import dev.sameriver.window.SessionWindows;
import dev.sameriver.window.WindowSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** Events by key and window; see {@link KeyedEvents#window}. */
public final class WindowedEvents<T> {

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
        RowRange range = inputs.range(log.horizon());
        boolean early = options.early() && earlyMillis > 0;
        List<AggregateColumn<T>> all = new ArrayList<>(columns);
        if (options.traced()) {
            all.add(new CountedEvents<>(events.log()));
        }
        WindowStage<T> stage =
                new WindowStage<>(
                        events.log(),
                        keys,
                        new Aggregation<>(all),
                        range,
                        early ? earlyMillis : 0,
                        events.filter(),
                        options.keys());
        SingleOutputStreamOperator<Partial> combined =
                log.events()
                        .transform("combine", new PartialTypeInfo(stage), combiner(stage))
                        .uid(inputs.uid("combine"));
        RowSchema schema = schema(all);
        SingleOutputStreamOperator<ViewRow> rows =
                combined.keyBy(partial -> partial.key(), keys.typeInfo())
                        .transform(
                                "window",
                                new ViewRowTypeInfo(schema),
                                new WindowOperator<>(windows, stage))
                        .uid(inputs.uid("window"));
        Rows derived =
                new Rows(
                        schema,
                        rows,
                        combined.getSideOutput(SideTags.LATE),
                        combined.getSideOutput(SideTags.DEAD),
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
                        schema);
        inputs.source().declared(step, derived);
        return derived;
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
