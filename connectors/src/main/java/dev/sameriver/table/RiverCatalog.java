package dev.sameriver.table;

import dev.sameriver.archive.LogArchive;
import dev.sameriver.connect.Settings;
import dev.sameriver.output.StoredTable;
import dev.sameriver.view.UserError;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.catalog.CatalogBaseTable;
import org.apache.flink.table.catalog.CatalogDatabase;
import org.apache.flink.table.catalog.CatalogDatabaseImpl;
import org.apache.flink.table.catalog.CatalogFunction;
import org.apache.flink.table.catalog.CatalogFunctionImpl;
import org.apache.flink.table.catalog.CatalogTable;
import org.apache.flink.table.catalog.ObjectPath;
import org.apache.flink.table.catalog.exceptions.CatalogException;
import org.apache.flink.table.catalog.exceptions.DatabaseNotExistException;
import org.apache.flink.table.catalog.exceptions.FunctionNotExistException;
import org.apache.flink.table.catalog.exceptions.TableNotExistException;
import org.apache.flink.table.factories.FactoryUtil;

/**
 * The database {@code logs} has the logs of an archive, and of each its dead letters, as in {@code
 * flights} and {@code flights$dead}; the database {@code views} has the views of a registry, as in
 * {@code airport-delays} and {@code airport-delays@2}. Both are as they are when they are asked
 * for. Beside the logs stands the function {@link WindowFunction}.
 */
final class RiverCatalog extends ReadOnlyCatalog {

    static final String LOGS = "logs";
    static final String VIEWS = "views";

    private static final String DEAD = "$dead";

    private final Map<String, String> options;
    private final Settings settings;

    private RiverCatalog(
            String name, String database, Map<String, String> options, Settings settings) {
        super(name, database);
        this.options = options;
        this.settings = settings;
    }

    /**
     * A catalog.
     *
     * @param options what each table is given besides its own
     * @throws UserError if they name neither an archive nor Postgres
     */
    static RiverCatalog of(String name, Map<String, String> options) {
        Settings settings = TableSettings.of(options);
        boolean hasLogs = settings.find(Settings.ARCHIVE).isPresent();
        if (!hasLogs && settings.find(Settings.POSTGRES).isEmpty()) {
            throw new UserError(
                    "A catalog needs an archive or Postgres, but "
                            + name
                            + " has neither: set archive or postgres, or config to a file that"
                            + " does.");
        }
        return new RiverCatalog(name, hasLogs ? LOGS : VIEWS, options, settings);
    }

    @Override
    public List<String> listDatabases() {
        List<String> databases = new ArrayList<>();
        if (settings.find(Settings.ARCHIVE).isPresent()) {
            databases.add(LOGS);
        }
        if (settings.find(Settings.POSTGRES).isPresent()) {
            databases.add(VIEWS);
        }
        return databases;
    }

    @Override
    public boolean databaseExists(String database) {
        return listDatabases().contains(database);
    }

    @Override
    public CatalogDatabase getDatabase(String database) throws DatabaseNotExistException {
        if (!databaseExists(database)) {
            throw new DatabaseNotExistException(getName(), database);
        }
        return new CatalogDatabaseImpl(
                Map.of(),
                database.equals(LOGS) ? "The logs of the archive." : "The views of the registry.");
    }

    @Override
    public List<String> listTables(String database) throws DatabaseNotExistException {
        if (!databaseExists(database)) {
            throw new DatabaseNotExistException(getName(), database);
        }
        if (database.equals(VIEWS)) {
            return new ViewTables(settings).names();
        }
        List<String> tables = new ArrayList<>();
        for (String log : logs()) {
            tables.add(log);
            tables.add(log + DEAD);
        }
        return tables;
    }

    @Override
    public boolean tableExists(ObjectPath path) {
        return find(path).isPresent();
    }

    @Override
    public CatalogBaseTable getTable(ObjectPath path) throws TableNotExistException {
        return find(path).orElseThrow(() -> new TableNotExistException(getName(), path));
    }

    @Override
    public List<String> listFunctions(String database) throws DatabaseNotExistException {
        if (!databaseExists(database)) {
            throw new DatabaseNotExistException(getName(), database);
        }
        return database.equals(LOGS) ? List.of(WindowFunction.NAME) : List.of();
    }

    @Override
    public boolean functionExists(ObjectPath path) {
        return path.getDatabaseName().equals(LOGS)
                && path.getObjectName().equalsIgnoreCase(WindowFunction.NAME);
    }

    @Override
    public CatalogFunction getFunction(ObjectPath path) throws FunctionNotExistException {
        if (!functionExists(path)) {
            throw new FunctionNotExistException(getName(), path);
        }
        return new CatalogFunctionImpl(WindowFunction.class.getName());
    }

    private Optional<CatalogTable> find(ObjectPath path) {
        if (!databaseExists(path.getDatabaseName())) {
            return Optional.empty();
        }
        String name = path.getObjectName();
        if (path.getDatabaseName().equals(VIEWS)) {
            return new ViewTables(settings).find(name).map(table -> view(name, table));
        }
        boolean isDead = name.endsWith(DEAD);
        String log = isDead ? name.substring(0, name.length() - DEAD.length()) : name;
        return logs().contains(log) ? Optional.of(log(log, isDead)) : Optional.empty();
    }

    private List<String> logs() {
        try {
            return LogArchive.logs(settings.require(Settings.ARCHIVE), settings.hadoop());
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private CatalogTable log(String log, boolean isDead) {
        try {
            LogArchive archive =
                    LogArchive.open(settings.require(Settings.ARCHIVE), settings.hadoop(), log);
            Map<String, String> own = new TreeMap<>(options);
            own.put(FactoryUtil.CONNECTOR.key(), LogTableFactory.IDENTIFIER);
            own.put(LogTableOptions.LOG.key(), log);
            if (isDead) {
                own.put(LogTableOptions.ROWS.key(), LogTableOptions.Rows.DEAD.name());
            }
            return table(LogTableSchema.of(LogColumns.of(archive.schema(), isDead), isDead), own);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private CatalogTable view(String view, StoredTable stored) {
        Schema.Builder schema = Schema.newBuilder();
        for (String column : stored.columns().keySet()) {
            var type = ViewColumn.type(stored.type(column));
            schema.column(column, stored.key().contains(column) ? type.notNull() : type);
        }
        if (!stored.key().isEmpty()) {
            schema.primaryKey(stored.key());
        }
        Map<String, String> own = new TreeMap<>(options);
        own.remove(LogTableOptions.DISORDER.key());
        own.put(FactoryUtil.CONNECTOR.key(), ViewTableFactory.IDENTIFIER);
        own.put(ViewTableFactory.VIEW.key(), view);
        return table(schema.build(), own);
    }

    private static CatalogTable table(Schema schema, Map<String, String> options) {
        return CatalogTable.newBuilder().schema(schema).options(options).build();
    }

    private CatalogException unreadable(IOException cause) {
        return new CatalogException(
                "The archive must be readable, but "
                        + settings.require(Settings.ARCHIVE)
                        + " is not ("
                        + cause.getMessage()
                        + "): check the address, and that it is up.",
                cause);
    }
}
