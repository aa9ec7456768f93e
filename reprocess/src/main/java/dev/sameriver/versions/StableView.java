package dev.sameriver.versions;

import static dev.sameriver.connect.SqlName.quoted;

import dev.sameriver.registry.Version;
import dev.sameriver.view.UserError;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The view in Postgres by which SQL reads a view without naming a version: {@code airport_delays}
 * for {@code airport-delays}. It shows the version that most readers see.
 *
 * <p>A comment on it says what it shows, and that it is ours to replace.
 */
final class StableView {

    private static final String MARK = "Sameriver: ";
    private static final String OTHER_COLUMNS = "42P16";
    private static final String DEPENDED_ON = "2BP01";

    private final Connection connection;
    private final String name;

    private StableView(Connection connection, String name) {
        this.connection = connection;
        this.name = name;
    }

    /** Makes it show what most readers of the view see, in the connection's transaction. */
    static void update(Connection connection, String view, List<Version> versions)
            throws SQLException {
        Optional<Version> shown = Router.most(versions);
        if (shown.isPresent()) {
            RowSource source = RowSource.of(connection, shown.get(), versions);
            new StableView(connection, view.replace('-', '_'))
                    .show(source.select(), MARK + describe(shown.get()));
        }
    }

    private static String describe(Version version) {
        return version.key()
                + " from "
                + version.tableName()
                + (version.cutoverAt() == null
                        ? ""
                        : ", windows that end up to "
                                + version.cutoverAt()
                                + " from @"
                                + version.cutoverFrom());
    }

    private void show(String query, String comment) throws SQLException {
        if (comment.equals(checkedComment())) {
            return;
        }
        Savepoint before = connection.setSavepoint();
        try {
            execute("CREATE OR REPLACE VIEW " + quoted(name) + " AS " + query);
        } catch (SQLException e) {
            if (!OTHER_COLUMNS.equals(e.getSQLState())) {
                throw e;
            }
            connection.rollback(before);
            makeAgain(query);
        }
        execute("COMMENT ON VIEW " + quoted(name) + " IS '" + comment.replace("'", "''") + "'");
    }

    /** The comment on the view, or null if there is none yet. */
    private @Nullable String checkedComment() throws SQLException {
        String sql =
                "SELECT relkind::text, obj_description(oid, 'pg_class') FROM pg_class"
                        + " WHERE oid = to_regclass(?)";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, quoted(name));
            try (ResultSet found = statement.executeQuery()) {
                if (!found.next()) {
                    return null;
                }
                String comment = found.getString(2);
                if (!"v".equals(found.getString(1))
                        || comment == null
                        || !comment.startsWith(MARK)) {
                    throw new UserError(
                            "SQL reads a view under its name, but Postgres has another table or"
                                    + " view "
                                    + name
                                    + ": rename it.");
                }
                return comment;
            }
        }
    }

    /** What has other columns cannot be replaced; who may read it still may afterwards. */
    private void makeAgain(String query) throws SQLException {
        List<String> grants = grants();
        try {
            execute("DROP VIEW " + quoted(name));
        } catch (SQLException e) {
            if (DEPENDED_ON.equals(e.getSQLState())) {
                throw new UserError(
                        "A view's columns can change when nothing in Postgres depends on them, but"
                                + " "
                                + name
                                + " has dependents ("
                                + e.getMessage()
                                + "): drop those first.",
                        e);
            }
            throw e;
        }
        execute("CREATE VIEW " + quoted(name) + " AS " + query);
        for (String grant : grants) {
            execute(grant);
        }
    }

    private List<String> grants() throws SQLException {
        String sql =
                "SELECT format('GRANT %s ON %s TO %s%s', privilege_type, oid::regclass,"
                        + " CASE grantee WHEN 0 THEN 'PUBLIC'"
                        + " ELSE quote_ident(pg_get_userbyid(grantee)) END,"
                        + " CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)"
                        + " FROM pg_class, aclexplode(relacl)"
                        + " WHERE oid = to_regclass(?) AND grantee <> relowner";
        List<String> grants = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, quoted(name));
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    grants.add(result.getString(1));
                }
            }
        }
        return grants;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
