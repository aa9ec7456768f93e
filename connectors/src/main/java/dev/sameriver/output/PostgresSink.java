package dev.sameriver.output;

import dev.sameriver.connect.PostgresServer;
import dev.sameriver.view.ViewRow;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Upserts rows into a table.
 *
 * <p>It is our own, as Flink's JDBC sink flushes by count and checkpoint only, sends a key twice in
 * a batch (which one statement of Postgres refuses), and knows no final rows.
 */
final class PostgresSink implements Sink<ViewRow> {

    private static final long serialVersionUID = 1L;

    private final PostgresServer server;
    private final PostgresTable table;

    PostgresSink(PostgresServer server, PostgresTable table) {
        this.server = server;
        this.table = table;
    }

    @Override
    public SinkWriter<ViewRow> createWriter(WriterInitContext context) {
        return new PostgresWriter(
                table,
                new PostgresUpsert(server, table),
                context.getProcessingTimeService(),
                context.metricGroup().getNumRecordsSendCounter());
    }
}
