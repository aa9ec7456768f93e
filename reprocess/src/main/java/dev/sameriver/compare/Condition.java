package dev.sameriver.compare;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * An SQL condition.
 *
 * @param parameters a String or an array of Longs for each question mark
 */
record Condition(String sql, List<Object> parameters) {

    static Condition of(String sql) {
        return new Condition(sql, List.of());
    }

    /** Both this and one with one parameter. */
    Condition and(String more, Object parameter) {
        List<Object> all = new ArrayList<>(parameters);
        all.add(parameter);
        return new Condition(sql + " AND " + more, all);
    }

    /** Sets the parameters of a statement that has this condition only. */
    void setOn(PreparedStatement statement) throws SQLException {
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i) instanceof Long[] numbers) {
                statement.setArray(i + 1, statement.getConnection().createArrayOf("int8", numbers));
            } else {
                statement.setString(i + 1, (String) parameters.get(i));
            }
        }
    }
}
