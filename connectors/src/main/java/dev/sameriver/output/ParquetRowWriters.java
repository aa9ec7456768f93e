package dev.sameriver.output;

import dev.sameriver.connect.ParquetCodecs;
import dev.sameriver.view.RowSchema;
import dev.sameriver.view.ViewRow;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.formats.parquet.ParquetWriterFactory;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.avro.AvroParquetWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Makes the writers of Parquet files. */
final class ParquetRowWriters implements BulkWriter.Factory<ViewRow> {

    private static final long serialVersionUID = 1L;

    private final RowSchema schema;

    ParquetRowWriters(RowSchema schema) {
        this.schema = schema;
    }

    @Override
    public BulkWriter<ViewRow> create(FSDataOutputStream out) throws IOException {
        // Hadoop's own defaults would be read from XML again for every file.
        Configuration nothing = new Configuration(false);
        Schema avro = RowAvro.schema(schema);
        BulkWriter<GenericRecord> records =
                new ParquetWriterFactory<GenericRecord>(
                                file ->
                                        AvroParquetWriter.<GenericRecord>builder(file)
                                                .withConf(nothing)
                                                .withSchema(avro)
                                                .withDataModel(GenericData.get())
                                                .withCompressionCodec(CompressionCodecName.ZSTD)
                                                .withCodecFactory(
                                                        ParquetCodecs.writing(
                                                                nothing,
                                                                ParquetWriter.DEFAULT_PAGE_SIZE))
                                                .build())
                        .create(out);
        return new BulkWriter<>() {
            @Override
            public void addElement(ViewRow row) throws IOException {
                records.addElement(RowAvro.record(avro, Storable.row(schema, row)));
            }

            @Override
            public void flush() throws IOException {
                records.flush();
            }

            @Override
            public void finish() throws IOException {
                records.finish();
            }
        };
    }
}
