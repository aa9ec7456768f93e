package dev.sameriver.output;

import dev.sameriver.view.RowSchema;
import dev.sameriver.view.ViewRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.NoSuchElementException;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.flink.util.CloseableIterator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.avro.AvroParquetReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.jspecify.annotations.Nullable;

/** The rows of a Parquet file. */
final class ParquetRows implements CloseableIterator<ViewRow> {

    private final RowSchema schema;
    private final ParquetReader<GenericRecord> reader;
    private @Nullable GenericRecord next;

    ParquetRows(RowSchema schema, Path file, Configuration hadoop) throws IOException {
        this.schema = schema;
        this.reader =
                AvroParquetReader.<GenericRecord>builder(HadoopInputFile.fromPath(file, hadoop))
                        .withDataModel(GenericData.get())
                        .build();
        this.next = reader.read();
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public ViewRow next() {
        GenericRecord record = next;
        if (record == null) {
            throw new NoSuchElementException();
        }
        try {
            next = reader.read();
        } catch (IOException e) {
            throw new UncheckedIOException("A Parquet file could not be read to its end.", e);
        }
        return RowAvro.row(schema, record);
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
