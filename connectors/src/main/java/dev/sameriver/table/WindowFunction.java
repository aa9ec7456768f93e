package dev.sameriver.table;

import dev.sameriver.log.Event;
import dev.sameriver.operator.HeldKey;
import dev.sameriver.operator.WindowsOfKey;
import dev.sameriver.view.UserError;
import dev.sameriver.view.ViewRow;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.Optional;
import org.apache.flink.metrics.Counter;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.catalog.DataTypeFactory;
import org.apache.flink.table.functions.FunctionContext;
import org.apache.flink.table.functions.ProcessTableFunction;
import org.apache.flink.table.functions.TableSemantics;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.inference.CallContext;
import org.apache.flink.table.types.inference.StateTypeStrategy;
import org.apache.flink.table.types.inference.StaticArgument;
import org.apache.flink.table.types.inference.StaticArgumentTrait;
import org.apache.flink.table.types.inference.TypeInference;
import org.apache.flink.table.types.inference.TypeStrategies;
import org.apache.flink.types.Row;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sameriver's windows as a process table function, {@code windowed} in the catalog.
 *
 * <pre>{@code
 * SELECT origin, window_start, window_end, flights
 * FROM windowed(
 *   input => TABLE flights PARTITION BY origin,
 *   on_time => DESCRIPTOR(event_time),
 *   windows => 'hopping 1 h by 15 min',
 *   totals => 'COUNT(*) AS flights, QUANTILE(delay_minutes, 0.9) AS p90')
 * }</pre>
 *
 * <p>It gives a window's row once, when it is final, and judges events by their own partitions'
 * clocks: the rows are those of a view. Late events are counted under the metric {@code
 * lateEvents}, those without a key or that a total throws on under {@code deadLetters}, since the
 * operator's last start. Flink runs such functions in streams only.
 */
public final class WindowFunction extends ProcessTableFunction<Row> {

    static final String NAME = "windowed";

    private static final Logger LOG = LoggerFactory.getLogger(WindowFunction.class);

    private static final String INPUT = "input";
    private static final String WINDOWS = "windows";
    private static final String TOTALS = "totals";

    private static final int INPUT_AT = 0;
    private static final int WINDOWS_AT = 1;
    private static final int TOTALS_AT = 2;

    private static final String TIMER = "due";

    /** How many dead letters a subtask logs. */
    private static final int MOST_LOGGED = 100;

    /** What is kept of a key: a timer is not told what the call was. */
    private static final DataType STATE =
            DataTypes.ROW(
                    DataTypes.FIELD(WINDOWS, DataTypes.STRING()),
                    DataTypes.FIELD(TOTALS, DataTypes.STRING()),
                    DataTypes.FIELD("held", DataTypes.BYTES()));

    private static final int HELD_WINDOWS = 0;
    private static final int HELD_TOTALS = 1;
    private static final int HELD = 2;

    private transient @Nullable WindowedRows rows;
    private transient @Nullable Counter late;
    private transient @Nullable Counter dead;

    @Override
    public TypeInference getTypeInference(DataTypeFactory factory) {
        LinkedHashMap<String, StateTypeStrategy> state = new LinkedHashMap<>();
        // Without end, whatever table.exec.state.ttl says: an open window is not to be forgotten.
        state.put("held", StateTypeStrategy.of(TypeStrategies.explicit(STATE), Duration.ZERO));
        return TypeInference.newBuilder()
                .staticArguments(
                        StaticArgument.table(
                                INPUT,
                                Row.class,
                                false,
                                EnumSet.of(
                                        StaticArgumentTrait.SET_SEMANTIC_TABLE,
                                        StaticArgumentTrait.REQUIRE_ON_TIME)),
                        StaticArgument.scalar(WINDOWS, DataTypes.STRING(), false),
                        StaticArgument.scalar(TOTALS, DataTypes.STRING(), false))
                .stateTypeStrategies(state)
                .outputTypeStrategy(WindowFunction::outputType)
                .build();
    }

    private static Optional<DataType> outputType(CallContext call) {
        DataType table =
                call.getTableSemantics(INPUT_AT)
                        .map(TableSemantics::dataType)
                        .orElseThrow(() -> call.newValidationError("input is no table"));
        try {
            String windows = constant(call, WINDOWS_AT, WINDOWS);
            String totals = constant(call, TOTALS_AT, TOTALS);
            return Optional.of(new WindowedRows(windows, totals, table).type());
        } catch (UserError e) {
            throw call.newValidationError(String.valueOf(e.getMessage()));
        }
    }

    private static String constant(CallContext call, int at, String name) {
        return call.getArgumentValue(at, String.class)
                .orElseThrow(
                        () ->
                                new UserError(
                                        "The windows and totals of windowed are constants, but "
                                                + name
                                                + " is none: write the text there."));
    }

    @Override
    public void open(FunctionContext context) {
        late = context.getMetricGroup().counter("lateEvents");
        dead = context.getMetricGroup().counter("deadLetters");
    }

    /**
     * Takes an event.
     *
     * @throws IllegalStateException if it counts in a window that is final
     */
    public void eval(Context context, Row state, Row input, String windows, String totals) {
        TimeContext<Long> time = context.timeContext(Long.class);
        if (rows == null || !rows.isOf(windows, totals)) {
            rows = rows(context, windows, totals);
        }
        WindowedRows open = rows;
        if (state.getField(HELD) != null) {
            requireSame(open, state);
        }
        WindowsOfKey<ViewRow> key = open.turnTo(state.getFieldAs(HELD));
        Event<ViewRow> event = open.event(input, time.time());
        String reason = hasKey(context, input) ? read(key, event) : "its key is null";
        if (reason != null) {
            dead(event, reason);
            return;
        }
        long end = key.add();
        if (end == WindowsOfKey.LATE) {
            count(late);
            return;
        }
        Long watermark = time.currentWatermark();
        if (watermark != null && end - 1 <= watermark) {
            throw new IllegalStateException(
                    "An event must never count in a window that is final, but one counts in the"
                            + " window that ends at "
                            + end
                            + " ms behind the watermark "
                            + watermark
                            + " ms, at "
                            + event.position()
                            + ": the watermark of the input must be the log's own.");
        }
        keep(context, state, key, windows, totals);
    }

    /** As in a view, an event whose key is null is a dead letter. */
    private static boolean hasKey(Context context, Row input) {
        for (int column : context.tableSemanticsFor(INPUT).partitionByColumns()) {
            if (input.getField(column) == null) {
                return false;
            }
        }
        return true;
    }

    /** Why an event is dead; null if it is not. */
    private static @Nullable String read(WindowsOfKey<ViewRow> key, Event<ViewRow> event) {
        try {
            key.read(event);
            return null;
        } catch (RuntimeException e) {
            return Event.reason(e);
        }
    }

    private void dead(Event<ViewRow> event, String reason) {
        count(dead);
        if (Objects.requireNonNull(dead).getCount() <= MOST_LOGGED) {
            LOG.warn("The event at {} is a dead letter: {}", event.position(), reason);
        }
    }

    /** Gives the windows that have become final. */
    public void onTimer(OnTimerContext context, Row state) {
        String windows = state.getFieldAs(HELD_WINDOWS);
        String totals = state.getFieldAs(HELD_TOTALS);
        if (rows == null) {
            rows = rows(context, windows, totals);
        }
        WindowedRows open = rows;
        requireSame(open, state);
        WindowsOfKey<ViewRow> key = open.turnTo(state.getFieldAs(HELD));
        long until = context.timeContext(Long.class).time() + 1;
        key.fire(until, (start, end, results) -> collect(open.row(start, end, results)));
        keep(context, state, key, windows, totals);
    }

    private static void requireSame(WindowedRows open, Row state) {
        open.requireSame(state.getFieldAs(HELD_WINDOWS), state.getFieldAs(HELD_TOTALS));
    }

    private void keep(
            Context context, Row state, WindowsOfKey<ViewRow> key, String windows, String totals) {
        byte @Nullable [] held = key.state();
        if (held == null) {
            context.clearAll();
            return;
        }
        state.setField(HELD_WINDOWS, windows);
        state.setField(HELD_TOTALS, totals);
        state.setField(HELD, held);
        if (key.due() != HeldKey.NEVER) {
            context.timeContext(Long.class).registerOnTime(TIMER, key.due() - 1);
        }
    }

    private static void count(@Nullable Counter counter) {
        Objects.requireNonNull(counter, "the function is not open").inc();
    }

    private static WindowedRows rows(Context context, String windows, String totals) {
        return new WindowedRows(windows, totals, context.tableSemanticsFor(INPUT).dataType());
    }
}
