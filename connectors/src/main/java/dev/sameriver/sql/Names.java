package dev.sameriver.sql;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.util.SqlShuttle;
import org.apache.calcite.util.Litmus;

/** Looks at what parts of a statement are called. */
final class Names {

    private Names() {}

    /** What a call calls, in capitals: {@code COUNT}, {@code +}. */
    static String of(SqlCall call) {
        return call.getOperator().getName().toUpperCase(Locale.ROOT);
    }

    /** Whether a node is a call of a name in capitals. */
    static boolean isCall(SqlNode node, String name) {
        return node instanceof SqlCall call && of(call).equals(name);
    }

    /** Whether a node is nothing but this name. */
    static boolean is(SqlNode node, String name) {
        return node instanceof SqlIdentifier identifier
                && identifier.names.get(identifier.names.size() - 1).equals(name);
    }

    /** Whether a node is the * that stands for all. */
    static boolean isStar(SqlNode node) {
        return node instanceof SqlIdentifier identifier && identifier.isStar();
    }

    /** The same with all columns by their names alone: {@code origin} for {@code f.origin}. */
    static SqlNode unqualified(SqlNode node) {
        return Objects.requireNonNull(
                node.accept(
                        new SqlShuttle() {
                            @Override
                            public SqlNode visit(SqlIdentifier identifier) {
                                int last = identifier.names.size() - 1;
                                return identifier.getComponent(last);
                            }
                        }));
    }

    /** Whether two parts say the same. */
    static boolean areEqual(SqlNode one, SqlNode other) {
        return unqualified(one).equalsDeep(unqualified(other), Litmus.IGNORE);
    }

    /** What stands before AS; the node itself if nothing is renamed. */
    static SqlNode withoutAlias(SqlNode node) {
        return node.getKind() == SqlKind.AS ? ((SqlCall) node).operand(0) : node;
    }

    /**
     * What is selected, by the names that it is given.
     *
     * @throws dev.sameriver.view.UserError if it has none, or one twice
     */
    static Map<String, SqlNode> selected(SqlSelect select, Place place) {
        Map<String, SqlNode> selected = new LinkedHashMap<>();
        for (SqlNode item : select.getSelectList()) {
            SqlNode named = item.getKind() == SqlKind.AS ? ((SqlCall) item).operand(1) : item;
            String name =
                    named instanceof SqlIdentifier identifier
                            ? identifier.names.get(identifier.names.size() - 1)
                            : "";
            if (name.isEmpty() || selected.put(name, withoutAlias(item)) != null) {
                throw place.refuse(
                        item,
                        "What is selected has names, each another",
                        name.isEmpty() ? "has none" : "has one that was there before",
                        "give it one, as AS delay");
            }
        }
        return selected;
    }
}
