package dev.sameriver.sql;

import dev.sameriver.aggregate.AggregateColumn;
import dev.sameriver.aggregate.Aggregation;
import dev.sameriver.view.EventType.Component;
import dev.sameriver.view.UserError;
import dev.sameriver.view.ViewRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates over the rows of a table, as {@code COUNT(*) AS flights, SUM(delay) FILTER (WHERE
 * delay > 0) AS delay}: those of a {@link SqlView}, for rows that others bring.
 */
public final class TableTotals {

    private static final String TABLE = "input";
    private static final Place PLACE = new Place("'SELECT <totals> FROM " + TABLE + "'");

    private final List<String> columns;
    private final Function<@Nullable Object[], ViewRow> maker;
    private final List<AggregateColumn<ViewRow>> totals;

    private TableTotals(
            List<String> columns,
            Function<@Nullable Object[], ViewRow> maker,
            List<AggregateColumn<ViewRow>> totals) {
        this.columns = columns;
        this.maker = maker;
        this.totals = totals;
    }

    /**
     * Reads aggregates.
     *
     * @param sql what stands behind SELECT, each with a name
     * @param columns the table's columns and the Java types of their values, primitive where there
     *     is always one; those of types that views do not have are left out
     * @throws UserError if it is anything else, or names a column that is not there
     */
    public static TableTotals of(String sql, Map<String, Class<?>> columns) {
        Map<String, TableColumn> known = new LinkedHashMap<>();
        columns.forEach(
                (name, type) -> {
                    TableColumn column = TableColumn.of(name, type);
                    if (column != null) {
                        known.put(name, column);
                    }
                });
        LogTable table = new LogTable(TABLE, TABLE, known, "", Duration.ZERO, null);
        Scope scope = new Scope(PLACE, table, TABLE);
        AggregateReader reader = new AggregateReader(PLACE, new ExpressionReader(PLACE, scope));
        List<AggregateColumn<ViewRow>> totals = new ArrayList<>();
        Names.selected(select(sql), PLACE)
                .forEach((name, node) -> totals.add(total(reader, name, node)));
        // The scope knows all columns that are read only now.
        List<String> read = scope.type().components().stream().map(Component::name).toList();
        return new TableTotals(read, scope.type().maker(), totals);
    }

    private static SqlSelect select(String sql) {
        SqlNodeList statements = Statements.of("SELECT " + sql + " FROM " + TABLE, PLACE);
        if (statements.size() == 1
                && statements.get(0) instanceof SqlSelect select
                && select.getFrom() instanceof SqlIdentifier from
                && from.toString().equals(TABLE)
                && select.getWhere() == null
                && select.getGroup() == null
                && select.getHaving() == null
                && !select.isDistinct()) {
            return select;
        }
        throw PLACE.refuse(
                "Totals are a list of aggregates, as COUNT(*) AS flights",
                "is made of '" + sql + "', which is more",
                "leave the rest out");
    }

    private static AggregateColumn<ViewRow> total(
            AggregateReader reader, String name, SqlNode node) {
        if (!AggregateReader.isAggregate(node)) {
            throw PLACE.refuse(
                    node,
                    "The aggregates are " + AggregateReader.names(),
                    "is none",
                    "take one of them");
        }
        return reader.read(name, node).column();
    }

    /** The columns that are read, as {@link #row} takes their values. */
    public List<String> columns() {
        return columns;
    }

    /** The aggregates; for one thread. */
    public Aggregation<ViewRow> aggregation() {
        return new Aggregation<>(totals);
    }

    /**
     * A row as the aggregates read it.
     *
     * @param values those of {@link #columns}, in their order
     */
    public ViewRow row(@Nullable Object[] values) {
        return maker.apply(values);
    }
}
