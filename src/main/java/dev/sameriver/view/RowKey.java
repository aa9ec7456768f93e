package dev.sameriver.view;

import dev.sameriver.aggregate.CountedEvents;
import dev.sameriver.function.Getter;
import dev.sameriver.operator.KeyColumns;
import dev.sameriver.operator.RowRange;
import dev.sameriver.operator.SideRows;
import dev.sameriver.ordered.EventGroup;
import dev.sameriver.ordered.InTurn;
import dev.sameriver.ordered.Lane;
import dev.sameriver.ordered.MachineOperator;
import dev.sameriver.ordered.MachineStage;
import dev.sameriver.ordered.OrderedEvent;
import dev.sameriver.ordered.OrderedEventTypeInfo;
import dev.sameriver.ordered.RowOperator;
import dev.sameriver.ordered.RowStage;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.BasicTypeInfo;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Results with a primary key; see {@link Derived#key}. A key of the rows' own may be given by
 * several keys of the machine, which are worked on apart: so results are put in order by it once
 * more.
 */
public final class RowKey<R> {

    private final Derived<R> derived;
    private final List<ResultColumn<R>> key;

    /**
     * @param key none for the place of the event
     */
    RowKey(Derived<R> derived, List<ResultColumn<R>> key) {
        this.derived = derived;
        this.key = key;
    }

    /** Makes a row of each result: the key, {@code event_time}, then these columns. */
    @SafeVarargs
    public final Rows select(ResultColumn<R>... columns) {
        return select(List.of(columns));
    }

    /** Makes a row of each result; see {@link #select(ResultColumn[])}. */
    public Rows select(List<ResultColumn<R>> columns) {
        Inputs inputs = derived.inputs();
        Derived<R> ordered = key.isEmpty() ? derived : inTurn(inputs);
        boolean traced = inputs.options().traced();
        RowSchema schema = schema(columns, traced);
        List<Getter<R, ?>> getters = new ArrayList<>();
        key.forEach(column -> getters.add(column.getter()));
        columns.forEach(column -> getters.add(column.getter()));
        String step = inputs.step("columns");
        RowStage<R> stage =
                new RowStage<>(
                        step,
                        schema,
                        key.isEmpty(),
                        getters,
                        traced,
                        ordered.range(),
                        inputs.logs(),
                        ordered.takeShare());
        SingleOutputStreamOperator<ViewRow> rows =
                ordered.results()
                        .transform("columns", new ViewRowTypeInfo(schema), new RowOperator<>(stage))
                        .uid(inputs.uidOf(step));
        Beside beside = ordered.beside().andRefused(rows);
        return new Rows(schema, rows, beside.allLate(), beside.allDead(), inputs.options().open());
    }

    /** The results by the key of their rows, in order. */
    private Derived<R> inTurn(Inputs inputs) {
        KeyColumns<R> columns = KeyColumns.of(key.get(0).column().name(), key.get(0).getter());
        for (ResultColumn<R> column : key.subList(1, key.size())) {
            columns = columns.and(column.column().name(), column.getter());
        }
        OrderedEventTypeInfo<R> types =
                new OrderedEventTypeInfo<>(columns.typeInfo(), List.of(derived.type()));
        RowRange range = derived.range();
        KeyedInput.Ordered<R> keyed =
                new KeyedResults<>(derived, columns)
                        .open()
                        .order(Lane.alone(0), types, range.horizon());
        String step = inputs.step("in-order");
        MachineStage<Long, R, R> stage =
                new MachineStage<>(
                        step,
                        new InTurn<>(),
                        BasicTypeInfo.LONG_TYPE_INFO,
                        types,
                        range,
                        inputs.logs(),
                        null);
        SingleOutputStreamOperator<OrderedEvent<R>> results =
                keyed.events()
                        .keyBy(new EventGroup.Key<>(), columns.typeInfo())
                        .transform("in order", types, new MachineOperator<>(stage))
                        .uid(inputs.uidOf(step));
        return new Derived<>(
                inputs,
                results,
                derived.type(),
                range,
                keyed.beside().andRefused(results),
                derived.lineage(),
                false);
    }

    private RowSchema schema(List<ResultColumn<R>> rest, boolean traced) {
        List<Column> columns = new ArrayList<>();
        if (key.isEmpty()) {
            columns.addAll(SideRows.POSITION);
            columns.add(new Column("number", ColumnType.LONG));
        }
        key.forEach(column -> columns.add(column.column()));
        int keyColumns = columns.size();
        columns.add(new Column("event_time", ColumnType.TIMESTAMP));
        rest.forEach(column -> columns.add(column.column()));
        if (traced) {
            columns.add(new Column(CountedEvents.NAME, ColumnType.TEXT));
        }
        return new RowSchema(columns, keyColumns);
    }
}
