package dev.sameriver.ingest;

import dev.sameriver.kafka.JsonEvents;
import dev.sameriver.kafka.UndecodableException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** The lines of a file, each a JSON object; empty lines are passed over. */
final class JsonInputs implements Inputs {

    private final String file;
    private final Schema schema;
    private final Lines lines;

    private JsonInputs(String file, Schema schema, Lines lines) {
        this.file = file;
        this.schema = schema;
        this.lines = lines;
    }

    static JsonInputs open(InputFile file, Schema schema, AtomicLong bytesRead) throws IOException {
        return new JsonInputs(file.name(), schema, new Lines(file.content(bytesRead)));
    }

    @Override
    public @Nullable Input next() throws IOException {
        byte[] line = lines.next();
        while (line != null && line.length == 0) {
            line = lines.next();
        }
        if (line == null) {
            return null;
        }
        Input.Place where = new Input.Place(file, "line", lines.number());
        try {
            return Input.decoded(JsonEvents.decode(line, schema), where);
        } catch (UndecodableException e) {
            return Input.dead(null, where, line, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
