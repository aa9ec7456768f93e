package dev.sameriver.versions;

import static dev.sameriver.connect.SqlName.quoted;

import dev.sameriver.output.StoredTable;
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
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The view in Postgres by which SQL reads a view without naming a version: {@code airport_delays}
 * for {@code airport-delays}. It shows the version that most readers see, and keeps every column
 * that it ever had, null where that version lacks it, so that what depends on it goes on.
 *
 * <p>A comment on it says what it shows, and that it is ours to replace.
 */
final class StableView {

    private static final String MARK = "Sameriver: ";
    private static final String OTHER_COLUMNS = "42P16";
    private static final String DEPENDED_ON = "2BP01";

    /** How long an urgent change waits for who reads the view. */
    private static final int URGENT_MILLIS = 200;

    private final Connection connection;
    private final String name;
    private final RowSource source;
    private final String comment;

    private StableView(Connection connection, String name, RowSource source, String comment) {
        this.connection = connection;
        this.name = name;
        this.source = source;
        this.comment = comment;
    }

    /**
     * The view as it is to be, in the connection's transaction; empty if no version has readers.
     *
     * @throws UserError if the rows that most readers see cannot be read
     */
    static Optional<StableView> of(Connection connection, String view, List<Version> versions)
            throws SQLException {
        Optional<Version> shown = Router.most(versions);
        if (shown.isEmpty()) {
            return Optional.empty();
        }
        RowSource source = RowSource.of(connection, shown.get(), versions);
        return Optional.of(
                new StableView(
                        connection, view.replace('-', '_'), source, MARK + describe(shown.get())));
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

    /**
     * Makes it show what most readers of the view see, or leaves it as it is.
     *
     * @return a warning if it stays as it is
     */
    Optional<String> tryShow() throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            execute("SET LOCAL lock_timeout = '" + URGENT_MILLIS + "ms'");
            show();
            return Optional.empty();
        } catch (SQLException | UserError e) {
            connection.rollback(before);
            return Optional.of(
                    "warning: HTTP readers are rolled back, but in SQL "
                            + name
                            + " shows what it did ("
                            + String.valueOf(e.getMessage()).replaceAll("\\s+", " ")
                            + "): when that has ended, run the rollback again, which repairs it.");
        }
    }

    /** Makes it show what most readers of the view see. */
    void show() throws SQLException {
        if (comment.equals(checkedComment())) {
            return;
        }
        String query = options() + " AS " + source.select(columns());
        Savepoint before = connection.setSavepoint();
        try {
            execute("CREATE OR REPLACE VIEW " + quoted(name) + query);
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

    /** What has a column of another type cannot be replaced; who may read it still may then. */
    private void makeAgain(String query) throws SQLException {
        List<String> grants = grants();
        try {
            execute("DROP VIEW " + quoted(name));
        } catch (SQLException e) {
            if (DEPENDED_ON.equals(e.getSQLState())) {
                throw new UserError(
                        "A column's type can change when nothing in Postgres depends on it, but"
                                + " "
                                + name
                                + " has dependents ("
                                + e.getMessage()
                                + "): drop those first.",
                        e);
            }
            throw e;
        }
        execute("CREATE VIEW " + quoted(name) + query);
        for (String grant : grants) {
            execute(grant);
        }
    }

    /** The columns that it has, with their types; none if it is not there yet. */
    private Map<String, String> columns() throws SQLException {
        return StoredTable.describe(connection, name).columns();
    }

    /** The options that it has, as in {@code WITH (security_barrier='true')}. */
    private String options() throws SQLException {
        List<String> options =
                texts(
                        "SELECT format('%I=%L', split_part(option, '=', 1),"
                                + " substr(option, strpos(option, '=') + 1))"
                                + " FROM pg_class, unnest(reloptions) option"
                                + " WHERE oid = to_regclass(?)");
        return options.isEmpty() ? "" : " WITH (" + String.join(", ", options) + ")";
    }

    /** The grants on it and on columns of it, as statements. */
    private List<String> grants() throws SQLException {
        return texts(
                "SELECT format('GRANT %s%s ON %s TO %s%s', privilege_type, of, class::regclass,"
                        + " CASE grantee WHEN 0 THEN 'PUBLIC'"
                        + " ELSE quote_ident(pg_get_userbyid(grantee)) END,"
                        + " CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)"
                        + " FROM (SELECT oid AS class, relowner, '' AS of, relacl AS acl"
                        + " FROM pg_class UNION ALL"
                        + " SELECT attrelid, relowner, format(' (%I)', attname), attacl"
                        + " FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid) granted,"
                        + " aclexplode(acl) WHERE class = to_regclass(?) AND grantee <> relowner");
    }

    /** The first column of what a query about the view, its parameter, gives. */
    private List<String> texts(String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, quoted(name));
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    texts.add(result.getString(1));
                }
            }
        }
        return texts;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
