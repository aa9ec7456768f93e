package dev.sameriver.compare;

import dev.sameriver.connect.Settings;
import dev.sameriver.job.OnlyRows;
import dev.sameriver.log.CountedEvent;
import dev.sameriver.log.Position;
import dev.sameriver.operator.SideRows;
import dev.sameriver.run.Derivation;
import dev.sameriver.view.RowSchema;
import dev.sameriver.view.RunOptions;
import dev.sameriver.view.ViewRow;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
        Derivation derivation = plan(code, settings, options, parallelism);
        RowSchema schema = derivation.rows().schema();
        TracedRow row = TracedRow.of(code.view(), schema, columns);
        if (row == null) {
            return null;
        }
        Traced traced = new Traced(derivation.horizon());
        derivation.run(
                List.of(
                        new Derivation.Take(
                                derivation.rows().rows().filter(new OnlyRows(schema, wanted)),
                                found -> traced.rows.put(row.key(found), row.read(found))),
                        new Derivation.Take(derivation.rows().late(), traced::addLate),
                        new Derivation.Take(
                                derivation.rows().dead(),
                                found -> traced.dead.put(place(found), text(found, REASON)))),
                err);
        return traced;
    }

    /**
     * Reads rows that another program has derived.
     *
     * @param code what tells the rows' columns
     * @param wanted the texts of their primary keys
     * @return null if the view's own code hides which events its rows count
     */
    static @Nullable Traced read(
            OtherProgram.Traces traces,
            Side.Code code,
            Settings settings,
            RunOptions options,
            ComparedColumns columns,
            Set<List<String>> wanted)
            throws Exception {
        Derivation derivation = plan(code, settings, options, 1);
        TracedRow row = TracedRow.of(code.view(), derivation.rows().schema(), columns);
        if (row == null) {
            return null;
        }
        Traced traced = new Traced(derivation.horizon());
        new FileRows(derivation.rows().schema(), traces.rows())
                .readAll(
                        found -> {
                            if (wanted.contains(row.key(found))) {
                                traced.rows.put(row.key(found), row.read(found));
                            }
                        });
        new FileRows(SideRows.LATE, traces.late()).readAll(traced::addLate);
        return traced;
    }

    private Traced(long end) {
        this(new HashMap<>(), new HashMap<>(), new HashMap<>(), end);
    }

    private static Derivation plan(
            Side.Code code, Settings settings, RunOptions options, int parallelism) {
        return Derivation.plan(
                code.view(), settings, code.target(), options.withEvents(), parallelism);
    }

    private void addLate(ViewRow row) {
        late.put(place(row), new Late(number(row, CLOCK), text(row, VERDICT).equals("late")));
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
