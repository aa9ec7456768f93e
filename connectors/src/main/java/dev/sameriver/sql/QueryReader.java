package dev.sameriver.sql;

import dev.sameriver.expression.Expression;
import dev.sameriver.view.UserError;
import dev.sameriver.window.SessionWindows;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.jspecify.annotations.Nullable;

/**
 * Reads the query of a view: {@code SELECT key, window_start, window_end, aggregates FROM a window
 * function WHERE a filter GROUP BY key, window_start, window_end}.
 */
final class QueryReader {

    private static final String START = "window_start";
    private static final String END = "window_end";
    private static final Pattern COLUMN = Pattern.compile("[a-z_][a-z0-9_]*");

    private final Place place;
    private final SqlSelect select;
    private final Window window;
    private final LogTable table;
    private final Scope scope;
    private final ExpressionReader expressions;
    private final AggregateReader aggregates;

    private QueryReader(
            Place place, SqlSelect select, Map<String, LogTable> tables, @Nullable ZoneId zone) {
        this.place = place;
        this.select = select;
        SqlNode from = select.getFrom();
        if (from == null) {
            throw place.refuse(
                    select,
                    "A view's rows are of a log",
                    "has no FROM",
                    "take them FROM TUMBLE, HOP, CUMULATE or SESSION");
        }
        requireNoColumnNames(from);
        window = new WindowReader(place, zone).read(Names.withoutAlias(from));
        table = table(tables);
        scope =
                new Scope(
                        place,
                        table,
                        from.getKind() == SqlKind.AS
                                ? ((SqlCall) from).operand(1).toString()
                                : table.name());
        expressions = new ExpressionReader(place, scope);
        aggregates = new AggregateReader(place, expressions);
    }

    /**
     * @param query what stands behind AS in CREATE VIEW
     * @param tables the logs that were declared, by the tables' names
     * @param zone the time zone of the windows; null for UTC
     * @throws UserError if it is no query that a view can be of
     */
    static Query read(
            Place place, SqlNode query, Map<String, LogTable> tables, @Nullable ZoneId zone) {
        if (!(query instanceof SqlSelect select)) {
            throw place.refuse(
                    query,
                    "A view in SQL is one SELECT",
                    "is " + query.getKind() + ", which is not supported",
                    "write it as one SELECT, or the view in Java");
        }
        return new QueryReader(place, select, tables, zone).read();
    }

    private LogTable table(Map<String, LogTable> tables) {
        LogTable found = tables.get(window.table().toString());
        if (found == null) {
            throw place.refuse(
                    window.table(),
                    "A view reads a log that its file declares",
                    tables.isEmpty()
                            ? "is declared nowhere"
                            : "is none of the tables " + String.join(", ", tables.keySet()),
                    "add a CREATE TABLE with its columns and WATERMARK");
        }
        if (!Names.is(window.time(), found.time())) {
            throw place.refuse(
                    window.time(),
                    "Windows go by the time that has the WATERMARK, which is " + found.time(),
                    "is another column",
                    "write DESCRIPTOR(" + found.time() + ")");
        }
        return found;
    }

    private void requireNoColumnNames(SqlNode from) {
        if (from.getKind() == SqlKind.AS && ((SqlCall) from).operandCount() > 2) {
            throw place.refuse(
                    from,
                    "The columns of a view's log have the names that CREATE TABLE gives them",
                    "gives them others",
                    "leave the list behind AS out");
        }
    }

    private Query read() {
        requireNothingElse();
        List<SqlNode> groups = groups();
        SqlNode where = select.getWhere();
        List<Query.Key> keys = new ArrayList<>();
        List<Aggregate> columns = new ArrayList<>();
        int windowColumns = 0;
        for (SqlNode item : select.getSelectList()) {
            SqlNode value = Names.withoutAlias(item);
            if (windowColumns < 2 && Names.is(value, windowColumns == 0 ? START : END)) {
                windowColumns++;
                requireNoOtherName(item, value);
            } else if (windowColumns == 0 && isIn(groups, value)) {
                keys.add(new Query.Key(name(item), expressions.read(value)));
            } else if (windowColumns == 2 && AggregateReader.isAggregate(value)) {
                columns.add(aggregates.read(name(item), value));
            } else {
                throw misplaced(item, groups, value);
            }
        }
        requireWholeKey(groups, keys, windowColumns);
        requireSessionsOfKeys(groups);
        Expression filter = where == null ? null : expressions.condition(where);
        // The scope knows all columns that are read only now.
        return new Query(table, scope.type(), filter, keys, window.windows(), columns);
    }

    private void requireNothingElse() {
        SqlNodeList windows = select.getWindowList();
        SqlNode other = select.getHaving();
        if (other == null && windows != null && windows.size() > 0) {
            other = windows;
        }
        if (other == null) {
            other = select.getQualify();
        }
        if (other == null && (select.isDistinct() || select.hasHints())) {
            other = select;
        }
        if (other != null) {
            throw place.refuse(
                    other,
                    "The query of a view is SELECT, FROM, WHERE and GROUP BY",
                    "is HAVING, QUALIFY, WINDOW, DISTINCT or a hint",
                    "leave it out, or write the view in Java");
        }
    }

    /** What the rows are grouped by, besides the window. */
    private List<SqlNode> groups() {
        SqlNodeList group = select.getGroup();
        List<SqlNode> groups = new ArrayList<>();
        List<SqlNode> windowColumns = new ArrayList<>();
        for (SqlNode node : group == null ? SqlNodeList.EMPTY : group) {
            boolean isOfWindow = Names.is(node, START) || Names.is(node, END);
            (isOfWindow ? windowColumns : groups).add(node);
        }
        if (windowColumns.size() != 2
                || Names.areEqual(windowColumns.get(0), windowColumns.get(1))
                || groups.isEmpty()) {
            throw place.refuse(
                    select,
                    "A view's rows are of a key and a window, as others would change for ever",
                    "is not grouped by both",
                    "add GROUP BY a column, window_start, window_end");
        }
        return groups;
    }

    private static boolean isIn(List<SqlNode> groups, SqlNode value) {
        return groups.stream().anyMatch(group -> Names.areEqual(group, value));
    }

    private UserError misplaced(SqlNode item, List<SqlNode> groups, SqlNode value) {
        boolean isKnown =
                AggregateReader.isAggregate(value)
                        || isIn(groups, value)
                        || Names.is(value, START)
                        || Names.is(value, END);
        return isKnown
                ? place.refuse(
                        item,
                        "A view selects its key, window_start, window_end, and then aggregates",
                        "is not in that order",
                        "move it")
                : place.refuse(
                        item,
                        "What a view selects is in its GROUP BY, or one of the aggregates "
                                + AggregateReader.names(),
                        "is neither",
                        "group by it, or take an aggregate of it");
    }

    private void requireWholeKey(List<SqlNode> groups, List<Query.Key> keys, int windowColumns) {
        if (keys.size() != groups.size() || windowColumns != 2) {
            throw place.refuse(
                    select,
                    "A view selects all that it is grouped by, as that is its rows' primary key",
                    "has "
                            + (windowColumns == 2
                                    ? keys.size() + " of " + groups.size() + " columns of the key"
                                    : "no window_start and window_end"),
                    "select each once");
        }
    }

    /** Sessions are those of a key, so that what they are parted by is the key. */
    private void requireSessionsOfKeys(List<SqlNode> groups) {
        boolean isSession = window.windows() instanceof SessionWindows;
        List<SqlNode> parts = window.partitions();
        boolean areSame =
                parts.size() == groups.size()
                        && groups.stream().allMatch(group -> isIn(parts, group));
        if (isSession ? !areSame : !parts.isEmpty()) {
            throw place.refuse(
                    window.call(),
                    "Sessions are PARTITION BY what the rows are grouped by, and other windows by"
                            + " nothing",
                    "is not",
                    "write the columns of GROUP BY behind PARTITION BY in SESSION, and none"
                            + " elsewhere");
        }
    }

    private void requireNoOtherName(SqlNode item, SqlNode value) {
        if (item != value && !Names.is(value, name(item))) {
            throw place.refuse(
                    item,
                    "The window's columns are called window_start and window_end",
                    "calls one otherwise",
                    "leave AS out");
        }
    }

    /** The name of a column of the view. */
    private String name(SqlNode item) {
        SqlNode named = item.getKind() == SqlKind.AS ? ((SqlCall) item).operand(1) : item;
        String name =
                named instanceof SqlIdentifier identifier
                        ? identifier.names.get(identifier.names.size() - 1)
                        : "";
        if (!COLUMN.matcher(name).matches()) {
            throw place.refuse(
                    item,
                    "A view's columns have names of lower-case letters, digits and _",
                    named == item && name.isEmpty() ? "has no name" : "has another",
                    "give it one, as AS flights");
        }
        return name;
    }
}
