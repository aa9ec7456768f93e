package dev.sameriver.sql;

import dev.sameriver.expression.Expression;
import dev.sameriver.view.EventType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;

/** Reads the SQL of a {@link SqlStep}. */
final class StepReader {

    private final Place place;

    StepReader(Place place) {
        this.place = place;
    }

    <T, R> SqlStep.Select<T, R> read(String sql, Class<T> reads, Class<R> gives) {
        SqlSelect select = select(sql);
        SqlNode from = Objects.requireNonNull(select.getFrom());
        LogTable table =
                new LogTable(
                        Names.withoutAlias(from).toString(),
                        reads.getSimpleName(),
                        RecordRows.columns(reads),
                        "",
                        Duration.ZERO,
                        null);
        String alias =
                from.getKind() == SqlKind.AS
                        ? ((SqlCall) from).operand(1).toString()
                        : table.name();
        Scope scope = new Scope(place, table, alias);
        ExpressionReader expressions = new ExpressionReader(place, scope);
        Map<String, SqlNode> selected = Names.selected(select, place);
        List<StepColumn> columns =
                RecordRows.columns(gives).values().stream()
                        .map(
                                column ->
                                        column(
                                                column,
                                                selected.remove(column.name()),
                                                expressions,
                                                gives))
                        .toList();
        if (!selected.isEmpty()) {
            throw place.refuse(
                    selected.values().iterator().next(),
                    "A step selects the components of " + gives.getSimpleName(),
                    "is none of them",
                    "leave it out, or add it there");
        }
        SqlNode where = select.getWhere();
        Expression filter = where == null ? null : expressions.condition(where);
        // The scope knows all columns that are read only now.
        return new SqlStep.Select<>(
                new RecordRows<>(reads, scope.type()), filter, columns, EventType.of(gives));
    }

    private SqlSelect select(String sql) {
        SqlNodeList statements = Statements.of(sql, place);
        SqlNode first = statements.get(0);
        if (statements.size() != 1
                || !(first instanceof SqlSelect select)
                || select.getFrom() == null
                || !(Names.withoutAlias(select.getFrom()) instanceof SqlIdentifier)
                || namesColumns(select.getFrom())
                || select.getGroup() != null
                || select.getHaving() != null
                || select.getQualify() != null
                || !select.getWindowList().isEmpty()
                || select.isDistinct()
                || select.hasHints()) {
            throw place.refuse(
                    first,
                    "A step takes events one by one: SELECT expressions FROM a name WHERE a"
                            + " condition",
                    "is more, or less",
                    "leave the rest to the view");
        }
        return select;
    }

    private static boolean namesColumns(SqlNode from) {
        return from.getKind() == SqlKind.AS && ((SqlCall) from).operandCount() > 2;
    }

    private StepColumn column(
            TableColumn column, SqlNode node, ExpressionReader expressions, Class<?> gives) {
        if (node == null) {
            throw place.refuse(
                    "A step selects the components of " + gives.getSimpleName(),
                    "does not select " + column.name(),
                    "add it, as 1 AS " + column.name());
        }
        return new StepColumn(
                column.name(),
                column.read(),
                column.type(),
                expressions.typed(node, column.type(), "values of type " + column.type()));
    }
}
