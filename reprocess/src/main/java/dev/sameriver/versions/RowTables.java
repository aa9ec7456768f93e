package dev.sameriver.versions;

import static dev.sameriver.connect.SqlName.quoted;

import dev.sameriver.output.StoredTable;
import dev.sameriver.registry.Version;
import dev.sameriver.registry.ViewEdit;
import dev.sameriver.view.UserError;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The tables of a version. */
final class RowTables {

    private static final String DEPENDED_ON = "2BP01";

    private RowTables() {}

    /**
     * The table of a version's rows.
     *
     * @throws UserError if there is none
     */
    static StoredTable require(Connection connection, Version version) throws SQLException {
        StoredTable table = StoredTable.describe(connection, version.tableName());
        if (!table.exists()) {
            throw new UserError(
                    "A version is read from its table, but "
                            + version.key()
                            + " has none of the name "
                            + version.tableName()
                            + " in Postgres: build the version again.");
        }
        return table;
    }

    /** Drops the rows and what lies beside them: late events and dead letters. */
    static void drop(ViewEdit view, Version version) throws SQLException {
        if (!StoredTable.describe(view.connection(), version.tableName()).exists()) {
            return;
        }
        try (Statement statement = view.connection().createStatement()) {
            for (String suffix : List.of("", "_late", "_dead")) {
                statement.execute("DROP TABLE IF EXISTS " + quoted(version.tableName() + suffix));
            }
        } catch (SQLException e) {
            if (DEPENDED_ON.equals(e.getSQLState())) {
                throw new UserError(
                        "A table can be dropped when nothing in Postgres depends on it, but "
                                + version.tableName()
                                + " has dependents ("
                                + e.getMessage()
                                + "): drop those first.",
                        e);
            }
            throw e;
        }
        view.recordDropped(version.key().version());
    }
}
