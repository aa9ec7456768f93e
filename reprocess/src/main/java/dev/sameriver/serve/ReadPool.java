package dev.sameriver.serve;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.sameriver.connect.PostgresServer;
import dev.sameriver.connect.Settings;

/** The connections of the read service. */
final class ReadPool {

    /** How long one query may take. */
    static final int MOST_SECONDS = 30;

    /** How long a read waits for a connection; if none comes, Postgres is away or overloaded. */
    private static final long PATIENCE_MILLIS = 3_000;

    private ReadPool() {}

    static HikariDataSource open(Settings settings, int connections) {
        PostgresServer server = PostgresServer.of(settings);
        HikariConfig config = new HikariConfig();
        config.setPoolName("reads");
        config.setJdbcUrl(server.url());
        config.setDataSourceProperties(server.properties());
        config.setMaximumPoolSize(connections);
        config.setConnectionTimeout(PATIENCE_MILLIS);
        // The first read may come while Postgres is away: it is told so.
        config.setInitializationFailTimeout(-1);
        config.setAutoCommit(false);
        config.setReadOnly(true);
        config.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
        config.setConnectionInitSql("SET statement_timeout = '" + MOST_SECONDS + "s'");
        return new HikariDataSource(config);
    }
}
