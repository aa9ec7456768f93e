package dev.sameriver.compare;

import dev.sameriver.aggregate.CountedEvents;
import dev.sameriver.connect.Settings;
import dev.sameriver.job.OnlyRows;
import dev.sameriver.log.CountedEvent;
import dev.sameriver.log.Position;
import dev.sameriver.operator.SideRows;
import dev.sameriver.run.Derivation;
import dev.sameriver.view.RowSchema;
import dev.sameriver.view.RunOptions;
import dev.sameriver.view.UserError;
import dev.sameriver.view.View;
import dev.sameriver.view.ViewRow;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Some rows of one side, derived from the log once more, with the events that each counts, and what
 * became of those that it does not count.
 *
 * @param rows by the texts of their primary key
 * @param late the events that missed windows
 * @param dead why events are dead
 * @param end up to when windows are final, in milliseconds since 1970-01-01T00:00Z
 */
record Traced(
        Map<List<String>, Row> rows, Map<Place, Late> late, Map<Place, String> dead, long end) {

    /** A row: the columns that are compared, and the events that it counts, in order. */
    record Row(Map<String, @Nullable String> values, Map<Place, CountedEvent> events) {}

    /**
     * The verdict on an event that missed windows.
     *
     * @param clock in milliseconds since 1970-01-01T00:00Z
     * @param everywhere whether it missed all of its windows
     */
    record Late(long clock, boolean everywhere) {}

    /** Where an event stands. */
    record Place(String log, Position position) implements Comparable<Place> {

        static Place of(CountedEvent event) {
            return new Place(event.log(), event.position());
        }

        @Override
        public int compareTo(Place other) {
            int order = log.compareTo(other.log);
            return order != 0 ? order : position.compareTo(other.position);
        }
    }

    private static final int CLOCK = SideRows.LATE.names().indexOf("clock");
    private static final int VERDICT = SideRows.LATE.names().indexOf("verdict");
    private static final int REASON = SideRows.DEAD.names().indexOf("reason");

    /**
     * Derives rows.
     *
     * @param wanted the texts of their primary keys
     * @return null if the view's own code hides which events its rows count
     */
    static @Nullable Traced derive(
            Side.Code code,
            Settings settings,
            RunOptions options,
            int parallelism,
            ComparedColumns columns,
            Set<List<String>> wanted,
            PrintStream err)
            throws Exception {
        Derivation derivation =
                Derivation.plan(
                        code.view(), settings, code.target(), options.withEvents(), parallelism);
        RowSchema schema = derivation.rows().schema();
        int events = schema.names().indexOf(CountedEvents.NAME);
        if (events < 0) {
            return null;
        }
        requireColumns(code.view(), schema, columns);
        RowText text = new RowText(schema, columns);
        Traced traced =
                new Traced(new HashMap<>(), new HashMap<>(), new HashMap<>(), derivation.horizon());
        derivation.run(
                List.of(
                        new Derivation.Take(
                                derivation.rows().rows().filter(new OnlyRows(schema, wanted)),
                                row ->
                                        traced.rows.put(
                                                OnlyRows.key(schema, row),
                                                row(text, columns, row, events))),
                        new Derivation.Take(
                                derivation.rows().late(),
                                row -> traced.late.put(place(row), late(row))),
                        new Derivation.Take(
                                derivation.rows().dead(),
                                row -> traced.dead.put(place(row), text(row, REASON)))),
                err);
        return traced;
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

    private static Row row(RowText text, ComparedColumns columns, ViewRow row, int events) {
        Map<Place, CountedEvent> counted = new TreeMap<>();
        for (CountedEvent event : CountedEvents.parse(text(row, events))) {
            counted.put(Place.of(event), event);
        }
        List<@Nullable String> cells = RowText.cells(text.encode(row), columns.key().size());
        return new Row(Differences.values(columns, cells), counted);
    }

    private static Late late(ViewRow row) {
        return new Late(number(row, CLOCK), text(row, VERDICT).equals("late"));
    }

    private static Place place(ViewRow row) {
        return new Place(
                text(row, 0),
                new Position((int) number(row, 1), (int) number(row, 2), number(row, 3)));
    }

    private static String text(ViewRow row, int column) {
        return (String) Objects.requireNonNull(row.get(column), "a column that is never null");
    }

    private static long number(ViewRow row, int column) {
        return (Long) Objects.requireNonNull(row.get(column), "a column that is never null");
    }
}
