package dev.sameriver.output;

import dev.sameriver.view.RowSchema;
import dev.sameriver.view.ViewRow;
import java.io.IOException;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.util.CloseableIterator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** How rows are laid down in a file. */
enum FileFormat {
    PARQUET(".parquet") {
        @Override
        BulkWriter.Factory<ViewRow> writers(RowSchema schema) {
            return new ParquetRowWriters(schema);
        }

        @Override
        CloseableIterator<ViewRow> read(RowSchema schema, Path file, Configuration hadoop)
                throws IOException {
            return new ParquetRows(schema, file, hadoop);
        }
    },

    /** Lines of {@link dev.sameriver.view.RowCsv} in UTF-8, each ended by \n, without a header. */
    CSV(".csv") {
        @Override
        BulkWriter.Factory<ViewRow> writers(RowSchema schema) {
            return new CsvRowWriters(schema);
        }

        @Override
        CloseableIterator<ViewRow> read(RowSchema schema, Path file, Configuration hadoop)
                throws IOException {
            return CsvRows.open(schema, file, hadoop);
        }
    };

    private final String suffix;

    FileFormat(String suffix) {
        this.suffix = suffix;
    }

    String suffix() {
        return suffix;
    }

    abstract BulkWriter.Factory<ViewRow> writers(RowSchema schema);

    abstract CloseableIterator<ViewRow> read(RowSchema schema, Path file, Configuration hadoop)
            throws IOException;
}
