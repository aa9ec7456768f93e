package dev.sameriver.sql;

import dev.sameriver.log.Event;
import dev.sameriver.log.EventTypeInfo;
import dev.sameriver.view.EventStream;
import dev.sameriver.view.EventType;
import dev.sameriver.view.Inputs;
import dev.sameriver.view.UserError;
import dev.sameriver.view.ViewRow;
import java.util.Map;
import org.apache.flink.streaming.api.datastream.DataStream;

/** A {@link TableStep} that a table names, and what comes behind it. */
final class TableSteps<T, R> {

    private final TableStep<T, R> step;

    private TableSteps(TableStep<T, R> step) {
        this.step = step;
    }

    /**
     * Finds the class that a table names, where the running view's classes are.
     *
     * @throws UserError if there is none such, or it does not give the table's columns
     */
    static TableSteps<?, ?> find(LogTable table) {
        TableSteps<?, ?> found;
        try {
            ClassLoader loader = Thread.currentThread().getContextClassLoader();
            Object made =
                    Class.forName(table.step(), true, loader)
                            .getDeclaredConstructor()
                            .newInstance();
            found = new TableSteps<>((TableStep<?, ?>) made);
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new UserError(
                    "The option step of table "
                            + table.name()
                            + " names a public class that implements TableStep, but "
                            + table.step()
                            + " is none ("
                            + e.getClass().getSimpleName()
                            + "): correct the name, or put its jar beside the view.",
                    e);
        }
        found.requireColumns(table);
        return found;
    }

    private void requireColumns(LogTable table) {
        Map<String, TableColumn> given = RecordRows.columns(step.gives());
        for (TableColumn wanted : table.columns().values()) {
            TableColumn column = given.get(wanted.name());
            if (column == null || column.type() != wanted.type()) {
                throw new UserError(
                        "The columns of table "
                                + table.name()
                                + " are those that its step gives, but "
                                + step.gives().getSimpleName()
                                + " has "
                                + (column == null ? "no " : "another type of ")
                                + wanted.name()
                                + ": declare "
                                + String.join(", ", given.keySet())
                                + " as they are there.");
            }
        }
    }

    /** The events behind the step, as rows of the columns that the query reads. */
    EventStream<ViewRow> events(Inputs inputs, LogTable table, EventType<ViewRow> type) {
        RecordRows<R> rows = new RecordRows<>(step.gives(), type);
        return inputs.events(table.log(), step.reads())
                .disorder(table.disorder())
                .through(events -> rows(step.apply(events), rows, type, table));
    }

    private DataStream<Event<ViewRow>> rows(
            DataStream<Event<R>> events,
            RecordRows<R> rows,
            EventType<ViewRow> type,
            LogTable table) {
        return events.map(event -> event.map(rows::of))
                .returns(new EventTypeInfo<>(type.typeInfo()))
                .name("rows")
                .uid("rows-" + table.log());
    }
}
