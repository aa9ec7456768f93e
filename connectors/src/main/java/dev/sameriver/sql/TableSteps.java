package dev.sameriver.sql;

import dev.sameriver.log.Event;
import dev.sameriver.log.EventTypeInfo;
import dev.sameriver.view.EventStream;
import dev.sameriver.view.EventType;
import dev.sameriver.view.Inputs;
import dev.sameriver.view.UserError;
import dev.sameriver.view.ViewRow;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import org.apache.flink.streaming.api.datastream.DataStream;

/** A {@link TableStep} that a table names, and what comes behind it. */
final class TableSteps<T, R> {

    private final TableStep<T, R> step;

    private TableSteps(TableStep<T, R> step) {
        this.step = step;
    }

    /**
     * Finds the class that a table names.
     *
     * @param loader where the view's classes are
     * @throws UserError if there is none such, or it does not give the table's columns
     */
    static TableSteps<?, ?> find(LogTable table, ClassLoader loader) {
        TableSteps<?, ?> found;
        try {
            Object made =
                    Class.forName(table.step(), true, loader)
                            .getDeclaredConstructor()
                            .newInstance();
            found = new TableSteps<>((TableStep<?, ?>) made);
        } catch (InvocationTargetException | LinkageError e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new UserError(
                    "The step of table "
                            + table.name()
                            + " must be made by a constructor without parameters, but that of "
                            + table.step()
                            + " failed ("
                            + cause
                            + "): mend it.",
                    e);
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new UserError(
                    "The option step of table "
                            + table.name()
                            + " names a public class that implements TableStep, but "
                            + table.step()
                            + " is none ("
                            + e.getClass().getSimpleName()
                            + "): correct the name, or put the view's file into the jar that has"
                            + " the class, and give that with --jar.",
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
                .through(
                        events -> {
                            DataStream<Event<R>> given = step.apply(events);
                            EventStream.requireKnownType(given, table.log());
                            return rows(given, rows, type, table);
                        });
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
