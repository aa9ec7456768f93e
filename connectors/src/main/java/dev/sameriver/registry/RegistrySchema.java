package dev.sameriver.registry;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The registry's tables. */
final class RegistrySchema {

    /** Any number that no other program is likely to lock: only one at a time makes the tables. */
    private static final long LOCK = 0x53616d6572697665L;

    private static final String EXISTS =
            "SELECT to_regclass('sameriver.view_version') IS NOT NULL"
                    + " AND to_regclass('sameriver.change') IS NOT NULL"
                    + " AND to_regclass('sameriver.version_log') IS NOT NULL"
                    + " AND to_regclass('sameriver.backfill') IS NOT NULL"
                    + " AND to_regclass('sameriver.upgrade') IS NOT NULL"
                    + " AND to_regclass('sameriver.audit') IS NOT NULL";

    private static final String CREATE =
            """
            CREATE SCHEMA IF NOT EXISTS sameriver;
            CREATE TABLE IF NOT EXISTS sameriver.view_version (
                view text NOT NULL,
                version int NOT NULL,
                state text NOT NULL
                    CHECK (state IN ('building', 'shadow', 'serving', 'retired')),
                share int NOT NULL DEFAULT 0 CHECK (share BETWEEN 0 AND 100),
                table_name text NOT NULL,
                job text,
                jars text,
                position jsonb,
                watermark timestamptz,
                reported_at timestamptz,
                audit text,
                cutover_at timestamptz,
                cutover_from int,
                promoted_at timestamptz,
                PRIMARY KEY (view, version)
            );
            CREATE TABLE IF NOT EXISTS sameriver.version_log (
                view text, version int, log text,
                checkpoint bigint NOT NULL, offsets jsonb NOT NULL,
                clock_ms bigint NOT NULL, caught_up boolean NOT NULL,
                PRIMARY KEY (view, version, log)
            );
            CREATE TABLE IF NOT EXISTS sameriver.change (
                id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                at timestamptz NOT NULL DEFAULT now(),
                who text NOT NULL,
                why text,
                view text NOT NULL,
                version int NOT NULL,
                what text NOT NULL
            );
            CREATE TABLE IF NOT EXISTS sameriver.backfill (
                view text, version int,
                parallelism int NOT NULL, heartbeat_ms bigint NOT NULL,
                checkpoints_ms bigint NOT NULL, max_rate bigint NOT NULL,
                job text, restore text, checkpoints text, savepoints text,
                rate double precision,
                PRIMARY KEY (view, version)
            );
            CREATE TABLE IF NOT EXISTS sameriver.upgrade (
                view text PRIMARY KEY,
                step text NOT NULL,
                record text NOT NULL,
                changed timestamptz NOT NULL
            );
            CREATE TABLE IF NOT EXISTS sameriver.audit (
                view text, version int,
                at timestamptz NOT NULL DEFAULT now(),
                record text NOT NULL,
                PRIMARY KEY (view, version)
            );
            """;

    private RegistrySchema() {}

    /** Makes what is missing, in the connection's transaction. */
    static void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // Who may only read has no right to create, even where there is nothing to create.
            if (exists(statement)) {
                return;
            }
            statement.execute("SELECT pg_advisory_xact_lock(" + LOCK + ")");
            statement.execute(CREATE);
        }
    }

    /** Whether all tables are there. */
    static boolean isThere(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return exists(statement);
        }
    }

    private static boolean exists(Statement statement) throws SQLException {
        try (ResultSet result = statement.executeQuery(EXISTS)) {
            return result.next() && result.getBoolean(1);
        }
    }
}
