package dev.sameriver.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/**
 * Events as JSON objects: fields by name, points in time as ISO 8601 text or epoch milliseconds.
 *
 * <p>A field that the object lacks takes its default; without one the event cannot be decoded.
 * Fields that the schema does not know are passed over. Safe for use by several threads.
 */
public final class JsonEvents {

    private static final ObjectReader READER =
            new ObjectMapper()
                    .reader()
                    .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .with(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    private JsonEvents() {}

    /**
     * One event.
     *
     * @throws UndecodableException if the bytes are not a JSON object of this schema
     */
    public static GenericRecord decode(byte[] json, Schema schema) throws UndecodableException {
        return JsonValues.record(tree(json), schema);
    }

    /**
     * One JSON object.
     *
     * @throws UndecodableException if the bytes are something else
     */
    public static JsonNode tree(byte[] json) throws UndecodableException {
        try {
            JsonNode node = READER.readTree(json);
            if (node == null || !node.isObject()) {
                throw new UndecodableException("it is not a JSON object");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new UndecodableException("it is not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UndecodableException("it is not JSON: " + e.getMessage());
        }
    }
}
