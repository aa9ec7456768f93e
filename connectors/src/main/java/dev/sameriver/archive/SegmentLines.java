package dev.sameriver.archive;

import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.avro.AvroReadSupport;
import org.apache.parquet.hadoop.api.InitContext;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * Reads a segment's lines: the log's own columns straight into a {@link SegmentLine}, without a
 * record and boxes around them, and the event by Avro.
 */
final class SegmentLines extends ReadSupport<SegmentLine> {

    /** Where Avro's reader looks for the schema to read with. */
    private static final String READ_SCHEMA = "avro.read.schema";

    private final @Nullable Schema event;
    private final AvroReadSupport<GenericRecord> avro = new AvroReadSupport<>(GenericData.get());

    /**
     * @param event the schema of the events; null if none of their columns is read
     */
    SegmentLines(@Nullable Schema event) {
        this.event = event;
    }

    /** Which columns are read is set in the configuration, as for Avro's own reader. */
    @Override
    public ReadContext init(InitContext context) {
        return avro.init(context);
    }

    @Override
    public RecordMaterializer<SegmentLine> prepareForRead(
            Configuration configuration,
            Map<String, String> metadata,
            MessageType fileSchema,
            ReadContext context) {
        MessageType requested = context.getRequestedSchema();
        if (event == null) {
            return new SegmentLineMaker(requested, null);
        }
        GroupType group = requested.getType(SegmentSchema.EVENT).asGroupType();
        MessageType message = new MessageType(group.getName(), group.getFields());
        return new SegmentLineMaker(
                requested,
                avro.prepareForRead(
                        configuration,
                        metadata,
                        message,
                        new ReadContext(message, Map.of(READ_SCHEMA, event.toString()))));
    }
}
