package dev.sameriver.output;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.RecordWrapper;
import dev.sameriver.view.ColumnType;
import dev.sameriver.view.RowSchema;
import dev.sameriver.view.ViewRow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.util.CloseableIterator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/** The rows of a CSV file; what is empty is null, and {@code ""} an empty text. */
final class CsvRows extends AbstractBaseCsvCallbackHandler<ViewRow> {

    private static final int LONGEST_FIELD = 64 << 20;

    private final RowSchema schema;
    private @Nullable Object[] values;

    private CsvRows(RowSchema schema) {
        this.schema = schema;
        this.values = new @Nullable Object[schema.columns().size()];
    }

    static CloseableIterator<ViewRow> open(RowSchema schema, Path file, Configuration hadoop)
            throws IOException {
        CsvReader<ViewRow> reader =
                CsvReader.builder()
                        .skipEmptyLines(false)
                        .maxBufferSize(LONGEST_FIELD)
                        .build(
                                new CsvRows(schema),
                                file.getFileSystem(hadoop).open(file),
                                StandardCharsets.UTF_8);
        return CloseableIterator.adapterForIterator(reader.iterator(), reader);
    }

    @Override
    protected void handleBegin(long line) {
        values = new @Nullable Object[schema.columns().size()];
    }

    @Override
    protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
        if (length > 0 || quoted) {
            ColumnType type = schema.columns().get(index).type();
            values[index] = ColumnText.parse(type, new String(buffer, offset, length));
        }
    }

    @Override
    protected RecordWrapper<ViewRow> buildRecord() {
        return wrapRecord(new ViewRow(values, true));
    }
}
