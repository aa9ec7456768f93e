package dev.sameriver.versions;

import static dev.sameriver.connect.SqlName.quoted;
import static java.util.stream.Collectors.joining;

import dev.sameriver.output.StoredTable;
import dev.sameriver.registry.Version;
import dev.sameriver.registry.VersionKey;
import dev.sameriver.view.UserError;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the rows of a version are read from: its table, or at a cutover the table of the version
 * before for the windows up to then, and its own for the later ones. Early results of the version
 * before are left out where the version has no column that tells them apart.
 *
 * @param table the version's own table, whose columns the rows have
 * @param from what stands behind FROM in SQL
 */
public record RowSource(StoredTable table, String from) {

    /** The column with the end of a row's window. */
    public static final String WINDOW_END = "window_end";

    /**
     * The source of a version's rows.
     *
     * @param versions all versions of the view
     * @throws UserError if a table is missing, or the two of a cutover do not fit each other
     */
    public static RowSource of(Connection connection, Version version, List<Version> versions)
            throws SQLException {
        StoredTable table = RowTables.require(connection, version);
        if (version.cutoverAt() == null || version.cutoverFrom() == null) {
            return new RowSource(table, quoted(table.name()));
        }
        VersionKey from = new VersionKey(version.key().view(), version.cutoverFrom());
        StoredTable before = RowTables.require(connection, Refusals.require(versions, from));
        checkFits(before, table);
        boolean onlyFinal =
                before.columns().containsKey(StoredTable.IS_FINAL)
                        && !table.columns().containsKey(StoredTable.IS_FINAL);
        String sql =
                "(SELECT %s FROM %s WHERE %s <= TIMESTAMPTZ '%s'%s UNION ALL SELECT %s FROM %s WHERE %s > TIMESTAMPTZ '%s') AS cutover"
                        .formatted(
                                columnsOf(before, table.columns()),
                                quoted(before.name()),
                                quoted(WINDOW_END),
                                version.cutoverAt(),
                                onlyFinal ? " AND " + quoted(StoredTable.IS_FINAL) : "",
                                columns(table),
                                quoted(table.name()),
                                quoted(WINDOW_END),
                                version.cutoverAt());
        return new RowSource(table, sql);
    }

    /**
     * The query of all rows, with other columns first.
     *
     * @param first their types; those that the rows lack are null, as they are for all rows
     */
    String select(Map<String, String> first) {
        Map<String, String> columns = new LinkedHashMap<>(first);
        table.columns().forEach(columns::putIfAbsent);
        return "SELECT " + columnsOf(table, columns) + " FROM " + from;
    }

    /** The columns of a table, as a list in SQL. */
    public static String columns(StoredTable table) {
        return table.columns().keySet().stream()
                .map(column -> quoted(column))
                .collect(joining(", "));
    }

    /** Columns, given with their types, as a table has them. */
    private static String columnsOf(StoredTable table, Map<String, String> columns) {
        return columns.entrySet().stream()
                .map(
                        column ->
                                table.columns().containsKey(column.getKey())
                                        ? quoted(column.getKey())
                                        : missing(column.getKey(), column.getValue()))
                .collect(joining(", "));
    }

    /** A table without early results has final rows only. */
    private static String missing(String column, String type) {
        String value = column.equals(StoredTable.IS_FINAL) ? "true" : "NULL::" + type;
        return value + " AS " + quoted(column);
    }

    private static void checkFits(StoredTable before, StoredTable after) {
        for (StoredTable table : List.of(before, after)) {
            if (!table.columns().containsKey(WINDOW_END)) {
                throw misfit(before, after, table.name() + " has no column " + WINDOW_END);
            }
        }
        if (!before.key().equals(after.key())) {
            throw misfit(before, after, "their keys are " + before.key() + " and " + after.key());
        }
        after.columns()
                .forEach(
                        (column, type) -> {
                            String other = before.columns().getOrDefault(column, type);
                            if (!other.equals(type)) {
                                throw misfit(
                                        before,
                                        after,
                                        column + " is " + other + " and then " + type);
                            }
                        });
    }

    private static UserError misfit(StoredTable before, StoredTable after, String difference) {
        return new UserError(
                "A cutover needs rows of one key, by windows, with equal types, but of the tables "
                        + before.name()
                        + " and "
                        + after.name()
                        + " "
                        + difference
                        + ": promote without --at.");
    }
}
