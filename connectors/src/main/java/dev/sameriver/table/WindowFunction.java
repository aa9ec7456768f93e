package dev.sameriver.table;

import dev.sameriver.log.Event;
import dev.sameriver.operator.HeldKey;
import dev.sameriver.operator.WindowsOfKey;
import dev.sameriver.view.UserError;
import dev.sameriver.view.ViewRow;
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
 * lateEvents}, those that a total throws on under {@code deadLetters}. Flink runs such functions in
 * streams only.
 */
public final class WindowFunction extends ProcessTableFunction<Row> {

    static final String NAME = "windowed";

    private static final String INPUT = "input";
    private static final int INPUT_AT = 0;
    private static final int WINDOWS_AT = 1;
    private static final int TOTALS_AT = 2;

    private static final String TIMER = "due";

    /** What is kept of a key: a timer is not told what the call was. */
    private static final DataType STATE =
            DataTypes.ROW(
                    DataTypes.FIELD("windows", DataTypes.STRING()),
                    DataTypes.FIELD("totals", DataTypes.STRING()),
                    DataTypes.FIELD("held", DataTypes.BYTES()));

    private static final int HELD = 2;

    private transient @Nullable WindowedRows rows;
    private transient @Nullable Counter late;
    private transient @Nullable Counter dead;

    @Override
    public TypeInference getTypeInference(DataTypeFactory factory) {
        LinkedHashMap<String, StateTypeStrategy> state = new LinkedHashMap<>();
        state.put("held", StateTypeStrategy.of(TypeStrategies.explicit(STATE)));
        return TypeInference.newBuilder()
                .staticArguments(
                        StaticArgument.table(
                                INPUT,
                                Row.class,
                                false,
                                EnumSet.of(
                                        StaticArgumentTrait.SET_SEMANTIC_TABLE,
                                        StaticArgumentTrait.REQUIRE_ON_TIME)),
                        StaticArgument.scalar("windows", DataTypes.STRING(), false),
                        StaticArgument.scalar("totals", DataTypes.STRING(), false))
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
            return Optional.of(
                    new WindowedRows(text(call, WINDOWS_AT), text(call, TOTALS_AT), table).type());
        } catch (UserError e) {
            throw call.newValidationError(String.valueOf(e.getMessage()));
        }
    }

    private static String text(CallContext call, int at) {
        return call.getArgumentValue(at, String.class)
                .orElseThrow(
                        () ->
                                new UserError(
                                        "The windows and totals of windowed are constant texts, but"
                                                + " one is none: write it there."));
    }

    @Override
    public void open(FunctionContext context) {
        late = context.getMetricGroup().counter("lateEvents");
        dead = context.getMetricGroup().counter("deadLetters");
    }

    /** Takes an event. */
    public void eval(Context context, Row state, Row input, String windows, String totals) {
        TimeContext<Long> time = context.timeContext(Long.class);
        WindowedRows open = rows(context, windows, totals);
        WindowsOfKey<ViewRow> key = open.turnTo(state.getFieldAs(HELD));
        Event<ViewRow> event = open.event(input, time.time());
        if (event.isDead()) {
            count(dead);
            return;
        }
        try {
            if (!key.add(event)) {
                count(late);
                return;
            }
        } catch (RuntimeException e) {
            count(dead);
            return;
        }
        keep(context, state, key, windows, totals);
    }

    /** Gives the windows that have become final. */
    public void onTimer(OnTimerContext context, Row state) {
        String windows = state.getFieldAs(0);
        String totals = state.getFieldAs(1);
        WindowedRows open = rows(context, windows, totals);
        WindowsOfKey<ViewRow> key = open.turnTo(state.getFieldAs(HELD));
        long until = context.timeContext(Long.class).time() + 1;
        key.fire(until, (start, end, results) -> collect(open.row(start, end, results)));
        keep(context, state, key, windows, totals);
    }

    private void keep(
            Context context, Row state, WindowsOfKey<ViewRow> key, String windows, String totals) {
        byte @Nullable [] held = key.state();
        if (held == null) {
            context.clearAll();
            return;
        }
        state.setField(0, windows);
        state.setField(1, totals);
        state.setField(HELD, held);
        if (key.due() != HeldKey.NEVER) {
            context.timeContext(Long.class).registerOnTime(TIMER, key.due() - 1);
        }
    }

    private static void count(@Nullable Counter counter) {
        Objects.requireNonNull(counter, "the function is not open").inc();
    }

    private WindowedRows rows(Context context, String windows, String totals) {
        if (rows == null) {
            rows = new WindowedRows(windows, totals, context.tableSemanticsFor(INPUT).dataType());
        }
        return rows;
    }
}
