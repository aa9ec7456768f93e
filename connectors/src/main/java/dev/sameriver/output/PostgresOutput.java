package dev.sameriver.output;

import dev.sameriver.connect.PostgresServer;
import dev.sameriver.connect.Settings;
import dev.sameriver.view.RowSchema;
import dev.sameriver.view.UserError;
import dev.sameriver.view.ViewRow;
import java.sql.Connection;
import java.sql.SQLException;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.util.CloseableIterator;

/** Rows as tables of Postgres, upserted by primary key. */
final class PostgresOutput implements Output {

    private final PostgresServer server;

    PostgresOutput(Settings settings) {
        this.server = PostgresServer.of(settings);
    }

    @Override
    public void prepare(String name, RowSchema schema, boolean early, boolean fresh) {
        PostgresTable table = new PostgresTable(name, schema, early);
        try (Connection connection = server.connect()) {
            table.createOrCheck(connection);
        } catch (SQLException e) {
            throw server.failed("prepare the table " + name, e);
        }
    }

    @Override
    public void write(
            DataStream<ViewRow> rows, String name, RowSchema schema, boolean early, String uid) {
        rows.sinkTo(new PostgresSink(server, new PostgresTable(name, schema, early)))
                .uid(uid)
                .name(uid)
                .setParallelism(rows.getParallelism());
    }

    @Override
    public CloseableIterator<ViewRow> read(String name, RowSchema schema) {
        try {
            Connection connection = server.connect();
            try {
                return new PostgresRows(connection, new PostgresTable(name, schema, false));
            } catch (SQLException | UserError e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw server.failed("read the table " + name, e);
        }
    }
}
