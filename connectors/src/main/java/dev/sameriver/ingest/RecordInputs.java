package dev.sameriver.ingest;

import dev.sameriver.archive.JavaStrings;
import dev.sameriver.archive.RecordResolver;
import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.avro.AvroParquetReader;
import org.apache.parquet.avro.AvroReadSupport;
import org.apache.parquet.avro.AvroSchemaConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.jspecify.annotations.Nullable;

/** The records of an Avro or Parquet file, which carries its schema itself. */
final class RecordInputs implements Inputs {

    private final String file;
    private final Source records;
    private final Closeable closeable;
    private long number;

    /** Hands out records, and null at the end. */
    private interface Source {
        @Nullable GenericRecord next() throws IOException;
    }

    private RecordInputs(String file, Source records, Closeable closeable) {
        this.file = file;
        this.records = records;
        this.closeable = closeable;
    }

    static RecordInputs avro(InputFile file, Schema schema, AtomicLong bytesRead)
            throws IOException {
        GenericDatumReader<GenericRecord> reader = new GenericDatumReader<>();
        reader.setExpected(JavaStrings.in(schema));
        DataFileStream<GenericRecord> in = new DataFileStream<>(file.content(bytesRead), reader);
        return new RecordInputs(file.name(), () -> in.hasNext() ? in.next() : null, in);
    }

    static RecordInputs parquet(InputFile file, Schema schema) throws IOException {
        Schema wanted = JavaStrings.in(schema);
        Schema written = JavaStrings.in(parquetSchema(file));
        RecordResolver resolver =
                wanted.equals(written) ? null : new RecordResolver(written, wanted);
        Configuration configuration = new Configuration(false);
        AvroReadSupport.setAvroReadSchema(configuration, written);
        ParquetReader<GenericRecord> in =
                AvroParquetReader.<GenericRecord>builder(file)
                        .withDataModel(GenericData.get())
                        .withConf(configuration)
                        .build();
        Source source =
                () -> {
                    GenericRecord record = in.read();
                    return record == null || resolver == null ? record : resolver.resolve(record);
                };
        return new RecordInputs(file.name(), source, in);
    }

    /** The schema that an Avro file carries. */
    static Schema avroSchema(InputFile file) throws IOException {
        try (DataFileStream<GenericRecord> in =
                new DataFileStream<>(file.content(new AtomicLong()), new GenericDatumReader<>())) {
            return in.getSchema();
        }
    }

    /** The schema that a Parquet file carries, or that its columns make. */
    static Schema parquetSchema(InputFile file) throws IOException {
        try (ParquetFileReader reader = ParquetFileReader.open(file)) {
            var meta = reader.getFooter().getFileMetaData();
            String avro = meta.getKeyValueMetaData().get("parquet.avro.schema");
            return avro != null
                    ? new Schema.Parser().parse(avro)
                    : new AvroSchemaConverter(new Configuration(false)).convert(meta.getSchema());
        }
    }

    @Override
    public @Nullable Input next() throws IOException {
        GenericRecord record = records.next();
        return record == null
                ? null
                : Input.decoded(record, new Input.Place(file, "row", ++number));
    }

    @Override
    public void close() throws IOException {
        closeable.close();
    }
}
