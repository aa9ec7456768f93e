package dev.sameriver.output;

import dev.sameriver.view.RowCsv;
import dev.sameriver.view.RowSchema;
import dev.sameriver.view.ViewRow;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.core.fs.FSDataOutputStream;

/** Makes the writers of CSV files. */
final class CsvRowWriters implements BulkWriter.Factory<ViewRow> {

    private static final long serialVersionUID = 1L;

    private final RowSchema schema;

    CsvRowWriters(RowSchema schema) {
        this.schema = schema;
    }

    @Override
    public BulkWriter<ViewRow> create(FSDataOutputStream out) {
        Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        return new BulkWriter<>() {
            @Override
            public void addElement(ViewRow row) throws IOException {
                text.append(RowCsv.line(schema, Storable.row(schema, row))).append('\n');
            }

            @Override
            public void flush() throws IOException {
                text.flush();
            }

            @Override
            public void finish() throws IOException {
                // The stream itself is the sink's to close.
                text.flush();
            }
        };
    }
}
