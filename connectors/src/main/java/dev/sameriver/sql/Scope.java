package dev.sameriver.sql;

import dev.sameriver.expression.EventColumn;
import dev.sameriver.expression.EventColumns;
import dev.sameriver.view.EventType;
import dev.sameriver.view.EventType.Component;
import dev.sameriver.view.UserError;
import dev.sameriver.view.ViewRow;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;

/** What names mean in a query, and which columns of the log it uses: those alone are read. */
final class Scope {

    /** What gives another value in each run, and is written without brackets. */
    private static final Set<String> MOMENTS =
            Set.of(
                    "CURRENT_TIMESTAMP",
                    "CURRENT_TIME",
                    "CURRENT_DATE",
                    "LOCALTIME",
                    "LOCALTIMESTAMP",
                    "USER",
                    "CURRENT_USER",
                    "SESSION_USER",
                    "SYSTEM_USER");

    private final Place place;
    private final LogTable table;
    private final String alias;
    private final Map<String, EventColumn> used = new LinkedHashMap<>();

    /**
     * @param alias what the query calls the table
     */
    Scope(Place place, LogTable table, String alias) {
        this.place = place;
        this.table = table;
        this.alias = alias;
    }

    /**
     * The column of a name.
     *
     * @throws UserError if the log's table has none such
     */
    EventColumn column(SqlIdentifier identifier) {
        int last = identifier.names.size() - 1;
        String name = identifier.names.get(last);
        boolean isHere =
                last == 0
                        || (last == 1
                                && (identifier.names.get(0).equals(alias)
                                        || identifier.names.get(0).equals(table.name())));
        TableColumn column = isHere ? table.columns().get(name) : null;
        if (column == null && last == 0 && MOMENTS.contains(name.toUpperCase(Locale.ROOT))) {
            throw changing(identifier);
        }
        if (column == null) {
            throw place.refuse(
                    identifier,
                    "The columns of table "
                            + table.name()
                            + " are "
                            + String.join(", ", new TreeSet<>(table.columns().keySet())),
                    "is none of them",
                    "declare it there, or correct the name");
        }
        return used.computeIfAbsent(
                name,
                any -> new EventColumn(used.size(), name, column.type(), column.isNullable()));
    }

    /** The refusal of what gives another value in each run. */
    UserError changing(SqlNode node) {
        return place.refuse(
                node,
                "A view is a function of its log alone",
                "gives other values in each run",
                "leave it out, or put what it is for into the events");
    }

    /**
     * What events are read into: the columns that were used up to now. Where none was, as with a
     * constant as the key, the first of the table is read.
     */
    EventType<ViewRow> type() {
        if (used.isEmpty()) {
            useFirst();
        }
        return new EventColumns(
                table.name(),
                used.values().stream()
                        .map(column -> new Component(column.name(), declared(column).read()))
                        .toList(),
                used.values().stream().map(EventColumn::type).toList(),
                table.columns().containsKey(table.time()) ? table.time() : null);
    }

    private void useFirst() {
        if (table.columns().isEmpty()) {
            throw place.refuse(
                    "A log's table has at least one column of the log",
                    "has none in table " + table.name(),
                    "declare one");
        }
        String name = new TreeSet<>(table.columns().keySet()).first();
        TableColumn first = Objects.requireNonNull(table.columns().get(name));
        used.put(name, new EventColumn(0, name, first.type(), first.isNullable()));
    }

    private TableColumn declared(EventColumn column) {
        return Objects.requireNonNull(table.columns().get(column.name()));
    }
}
