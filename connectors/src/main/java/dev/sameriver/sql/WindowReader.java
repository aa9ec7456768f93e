package dev.sameriver.sql;

import dev.sameriver.view.UserError;
import dev.sameriver.window.AlignedWindows;
import dev.sameriver.window.WindowSpec;
import dev.sameriver.window.Windows;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.jspecify.annotations.Nullable;

/** Reads what a query is from: a window function over a log's table, with names or without. */
final class WindowReader {

    private static final String DATA = "DATA";
    private static final String TIME = "TIMECOL";
    private static final String SIZE = "SIZE";
    private static final String SLIDE = "SLIDE";
    private static final String STEP = "STEP";
    private static final String GAP = "GAP";
    private static final String OFFSET = "OFFSET";

    private static final Map<String, List<String>> PARAMETERS =
            Map.of(
                    "TUMBLE", List.of(DATA, TIME, SIZE, OFFSET),
                    "HOP", List.of(DATA, TIME, SLIDE, SIZE, OFFSET),
                    "CUMULATE", List.of(DATA, TIME, STEP, SIZE, OFFSET),
                    "SESSION", List.of(DATA, TIME, GAP));

    private final Place place;
    private final @Nullable ZoneId zone;

    /**
     * @param zone the time zone of the windows; null for UTC
     */
    WindowReader(Place place, @Nullable ZoneId zone) {
        this.place = place;
        this.zone = zone;
    }

    /**
     * @param from what stands behind FROM, without an alias
     */
    Window read(SqlNode from) {
        if (from.getKind() == SqlKind.JOIN) {
            throw place.refuse(
                    from,
                    "A view in SQL is of one log",
                    "is a join, which is not supported yet",
                    "write the view in Java");
        }
        SqlNode inner =
                from.getKind() == SqlKind.COLLECTION_TABLE ? ((SqlCall) from).operand(0) : from;
        if (!(inner instanceof SqlCall call) || !PARAMETERS.containsKey(Names.of(call))) {
            throw place.refuse(
                    from,
                    "A view's rows are of windows, as others would change for ever",
                    "is no window function",
                    "take the rows FROM TUMBLE, HOP, CUMULATE or SESSION (TABLE t, DESCRIPTOR(ts),"
                            + " ...)");
        }
        return read(call, arguments(call));
    }

    private Window read(SqlCall call, Map<String, SqlNode> arguments) {
        SqlNode data = required(call, arguments, DATA);
        SqlNode table = data;
        List<SqlNode> partitions = List.of();
        if (data.getKind() == SqlKind.SET_SEMANTICS_TABLE) {
            table = ((SqlCall) data).operand(0);
            partitions = ((SqlNodeList) ((SqlCall) data).operand(1)).getList();
            requireNoOrder((SqlCall) data);
        }
        SqlNode time = required(call, arguments, TIME);
        if (table.getKind() != SqlKind.EXPLICIT_TABLE
                || !(((SqlCall) table).operand(0) instanceof SqlIdentifier tableName)
                || !Names.isCall(time, "DESCRIPTOR")
                || ((SqlCall) time).operandCount() != 1
                || !(((SqlCall) time).operand(0) instanceof SqlIdentifier timeColumn)) {
            throw place.refuse(
                    call,
                    "A window function begins with its table and its time",
                    "does not",
                    "write (TABLE flights, DESCRIPTOR(ts), ...)");
        }
        return new Window(call, tableName, timeColumn, partitions, windows(call, arguments));
    }

    private void requireNoOrder(SqlCall data) {
        if (((SqlNodeList) data.operand(2)).size() > 0) {
            throw place.refuse(
                    data,
                    "Windows are in the order of event time",
                    "has an ORDER BY",
                    "leave it out");
        }
    }

    private WindowSpec windows(SqlCall call, Map<String, SqlNode> arguments) {
        return switch (Names.of(call)) {
            case "TUMBLE" ->
                    moved(Windows.tumbling(duration(call, arguments, SIZE)), call, arguments);
            case "HOP" ->
                    moved(
                            Windows.hopping(
                                    duration(call, arguments, SIZE),
                                    duration(call, arguments, SLIDE)),
                            call,
                            arguments);
            case "CUMULATE" ->
                    moved(
                            Windows.cumulative(
                                    duration(call, arguments, SIZE),
                                    duration(call, arguments, STEP)),
                            call,
                            arguments);
            default -> Windows.session(duration(call, arguments, GAP));
        };
    }

    private AlignedWindows moved(
            AlignedWindows windows, SqlCall call, Map<String, SqlNode> arguments) {
        AlignedWindows moved =
                arguments.containsKey(OFFSET)
                        ? windows.offset(duration(call, arguments, OFFSET))
                        : windows;
        return zone == null ? moved : moved.zone(zone);
    }

    private Duration duration(SqlCall call, Map<String, SqlNode> arguments, String name) {
        return Intervals.of(required(call, arguments, name), place);
    }

    private SqlNode required(SqlCall call, Map<String, SqlNode> arguments, String name) {
        SqlNode argument = arguments.get(name);
        if (argument == null) {
            throw wrongArguments(call);
        }
        return argument;
    }

    /** The arguments under the parameters' names, whichever way they are given. */
    private Map<String, SqlNode> arguments(SqlCall call) {
        List<String> parameters = parameters(call);
        Map<String, SqlNode> arguments = new HashMap<>();
        for (int i = 0; i < call.operandCount(); i++) {
            SqlNode argument = call.operand(i);
            String name = i < parameters.size() ? parameters.get(i) : "";
            if (argument.getKind() == SqlKind.ARGUMENT_ASSIGNMENT) {
                name = ((SqlCall) argument).operand(1).toString().toUpperCase(Locale.ROOT);
                argument = ((SqlCall) argument).operand(0);
            }
            if (!parameters.contains(name) || arguments.put(name, argument) != null) {
                throw wrongArguments(call);
            }
        }
        return arguments;
    }

    private static List<String> parameters(SqlCall call) {
        return PARAMETERS.getOrDefault(Names.of(call), List.of());
    }

    private UserError wrongArguments(SqlCall call) {
        return place.refuse(
                call,
                "The arguments of "
                        + Names.of(call)
                        + " are "
                        + String.join(", ", parameters(call)),
                "has others",
                "correct them; OFFSET may be left out");
    }
}
