package dev.sameriver.compare;

import dev.sameriver.aggregate.CountedEvents;
import dev.sameriver.job.OnlyRows;
import dev.sameriver.log.CountedEvent;
import dev.sameriver.view.RowSchema;
import dev.sameriver.view.UserError;
import dev.sameriver.view.View;
import dev.sameriver.view.ViewRow;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows that list the events that they count.
 *
 * @param schema the rows', with the column that lists the events
 * @param events where that column is
 * @param text makes the texts of the columns that are compared
 */
record TracedRow(RowSchema schema, int events, RowText text, ComparedColumns columns) {

    /**
     * For rows of a view.
     *
     * @return null if they do not list their events, as the view's own code hides them
     * @throws UserError if they have not all columns that are compared
     */
    static @Nullable TracedRow of(View view, RowSchema plain, ComparedColumns columns) {
        int events = plain.names().indexOf(CountedEvents.NAME);
        if (events < 0) {
            return null;
        }
        RowSchema schema = isMarked(columns) ? MarkedRows.schema(plain) : plain;
        requireColumns(view, schema, columns);
        return new TracedRow(plain, events, new RowText(schema, columns), columns);
    }

    private static boolean isMarked(ComparedColumns columns) {
        return columns.values().contains(MarkedRows.MARK);
    }

    /** The texts of a row's primary key. */
    List<String> key(ViewRow row) {
        return OnlyRows.key(schema, row);
    }

    /** What is compared of a row, and its events. */
    Traced.Row read(ViewRow row) {
        Map<Traced.Place, CountedEvent> counted = new TreeMap<>();
        Object listed = Objects.requireNonNull(row.get(events), "a row counts an event");
        for (CountedEvent event : CountedEvents.parse((String) listed)) {
            counted.put(Traced.Place.of(event), event);
        }
        byte[] bytes = text.encode(isMarked(columns) ? MarkedRows.row(row) : row);
        List<@Nullable String> cells = RowText.cells(bytes, columns.key().size());
        return new Traced.Row(Differences.values(columns, cells), counted);
    }

    /** Requires what was compared of tables to be what the code at hand makes. */
    private static void requireColumns(View view, RowSchema schema, ComparedColumns columns) {
        List<String> missing =
                Stream.concat(columns.key().stream(), columns.values().stream())
                        .filter(column -> !schema.columns().contains(column))
                        .map(column -> column.name() + " " + column.type())
                        .toList();
        if (!missing.isEmpty() || !schema.key().equals(columns.key())) {
            throw new UserError(
                    "Rows are explained by code that makes their key and columns, but that of "
                            + view.name()
                            + "@"
                            + view.version()
                            + (missing.isEmpty()
                                    ? " makes another key"
                                    : " makes no " + String.join(", ", missing))
                            + ": give the jar that wrote them by --jar.");
        }
    }
}
