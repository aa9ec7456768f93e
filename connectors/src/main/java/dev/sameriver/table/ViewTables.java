package dev.sameriver.table;

import dev.sameriver.connect.PostgresServer;
import dev.sameriver.connect.Settings;
import dev.sameriver.output.StoredTable;
import dev.sameriver.registry.Registry;
import dev.sameriver.registry.Version;
import dev.sameriver.view.UserError;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The views of a registry as they can be read in Postgres: {@code airport-delays@2} is a version's
 * table, and {@code airport-delays} is what most readers see, once a version has been promoted.
 */
final class ViewTables {

    private final Settings settings;
    private final PostgresServer server;

    ViewTables(Settings settings) {
        this.settings = settings;
        this.server = PostgresServer.of(settings);
    }

    PostgresServer server() {
        return server;
    }

    /** The names that {@link #find} knows, sorted. */
    List<String> names() {
        TreeSet<String> names = new TreeSet<>();
        try (Connection connection = server.connect()) {
            for (Version version : Registry.peekAll(settings)) {
                if (StoredTable.describe(connection, version.tableName()).exists()) {
                    names.add(version.key().toString());
                }
                String view = version.key().view();
                if (StoredTable.describe(connection, inPostgres(view)).exists()) {
                    names.add(view);
                }
            }
        } catch (SQLException e) {
            throw server.failed("list the views", e);
        }
        return List.copyOf(names);
    }

    /** The rows of a view or version, with the key that they have; empty if it cannot be read. */
    Optional<StoredTable> find(String name) {
        Optional<Version> version =
                Registry.peekAll(settings).stream()
                        .filter(each -> isNamed(each, name))
                        .max(
                                Comparator.comparingInt(Version::share)
                                        .thenComparing(
                                                each -> each.key().version(),
                                                Comparator.reverseOrder()));
        if (version.isEmpty()) {
            return Optional.empty();
        }
        try (Connection connection = server.connect()) {
            StoredTable table = StoredTable.describe(connection, version.get().tableName());
            if (version.get().key().toString().equals(name)) {
                return table.exists() ? Optional.of(table) : Optional.empty();
            }
            StoredTable shown = StoredTable.describe(connection, inPostgres(name));
            return shown.exists()
                    ? Optional.of(new StoredTable(shown.name(), shown.columns(), table.key()))
                    : Optional.empty();
        } catch (SQLException e) {
            throw server.failed("read the columns of " + name, e);
        }
    }

    /**
     * As {@link #find}.
     *
     * @throws UserError if it cannot be read
     */
    StoredTable require(String name) {
        return find(name)
                .orElseThrow(
                        () ->
                                new UserError(
                                        "A view must have rows in Postgres to be read, but "
                                                + name
                                                + " is none of "
                                                + names().stream().collect(Collectors.joining(", "))
                                                + ": run it with --output postgres, and name a"
                                                + " version, or promote one."));
    }

    private static boolean isNamed(Version version, String name) {
        return version.key().toString().equals(name) || version.key().view().equals(name);
    }

    private static String inPostgres(String view) {
        return view.replace('-', '_');
    }
}
