package dev.sameriver.sql;

import dev.sameriver.aggregate.AggregateColumn;
import dev.sameriver.view.ViewRow;

/** Makes an aggregate column, a new one each time, as no two operators may share one. */
interface Aggregate {

    AggregateColumn<ViewRow> column();
}
