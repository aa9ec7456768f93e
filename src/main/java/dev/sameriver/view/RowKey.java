package dev.sameriver.view;

import dev.sameriver.aggregate.CountedEvents;
import dev.sameriver.function.Getter;
import dev.sameriver.operator.SideRows;
import dev.sameriver.ordered.RowOperator;
import dev.sameriver.ordered.RowStage;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** Results with a primary key; see {@link Derived#key}. */
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
        Inputs inputs = derived.inputs();
        boolean traced = inputs.options().traced();
        RowSchema schema = schema(List.of(columns), traced);
        List<Getter<R, ?>> getters = new ArrayList<>();
        key.forEach(column -> getters.add(column.getter()));
        List.of(columns).forEach(column -> getters.add(column.getter()));
        String step = inputs.step("columns");
        RowStage<R> stage =
                new RowStage<>(
                        step,
                        schema,
                        key.isEmpty(),
                        getters,
                        traced,
                        derived.range(),
                        inputs.logs(),
                        derived.takeShare());
        SingleOutputStreamOperator<ViewRow> rows =
                derived.results()
                        .transform("columns", new ViewRowTypeInfo(schema), new RowOperator<>(stage))
                        .uid(inputs.uidOf(step));
        Beside beside = derived.beside().andRefused(rows);
        return new Rows(schema, rows, beside.allLate(), beside.allDead(), inputs.options().open());
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
