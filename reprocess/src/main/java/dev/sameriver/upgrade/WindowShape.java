package dev.sameriver.upgrade;

import dev.sameriver.operator.WindowOperator;
import dev.sameriver.operator.WindowStage;
import dev.sameriver.view.Column;
import dev.sameriver.window.WindowSpec;
import java.io.Serializable;
import java.util.List;

/** A windowed step of a view: what gives the bytes in its state their meaning. */
record WindowShape(
        String uid,
        String log,
        WindowSpec windows,
        List<Column> keys,
        List<AggregateShape> aggregates)
        implements Serializable {

    static WindowShape of(String uid, WindowOperator<?> operator) {
        WindowStage<?> stage = operator.stage();
        List<AggregateShape> aggregates =
                stage.aggregation().columns().stream()
                        .map(
                                column ->
                                        new AggregateShape(
                                                new Column(column.name(), column.type()),
                                                column.format()))
                        .toList();
        return new WindowShape(
                uid, stage.log(), operator.windows(), stage.keys().columns(), aggregates);
    }
}
