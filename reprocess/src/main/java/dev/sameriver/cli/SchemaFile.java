package dev.sameriver.cli;

import dev.sameriver.view.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/** An Avro schema that a user gives as a file. */
final class SchemaFile {

    private SchemaFile() {}

    /**
     * Reads it.
     *
     * @throws UserError if the file is not there, or not a schema
     */
    static Schema read(Path file) throws IOException {
        try {
            return new Schema.Parser().parse(Files.readString(file));
        } catch (SchemaParseException | NoSuchFileException e) {
            throw new UserError(
                    "A schema must be an Avro schema in JSON, but --schema "
                            + file
                            + " is not ("
                            + e.getMessage()
                            + "): give the path of an .avsc file.",
                    e);
        }
    }
}
