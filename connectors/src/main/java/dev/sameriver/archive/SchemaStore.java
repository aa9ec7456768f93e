package dev.sameriver.archive;

import dev.sameriver.view.UserError;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.SchemaParseException;

/**
 * The schemas of a log's events by fingerprint, in {@code schemas/<fingerprint>.avsc}.
 *
 * <p>The fingerprint is CRC-64-AVRO of the schema's canonical form, the one that Avro's
 * single-object encoding carries; as text it is 16 hex digits. Defaults and logical types are not
 * part of it: of two schemas that differ only there, the first one stored stays. Safe for use by
 * several threads.
 */
public final class SchemaStore {

    private static final String FOLDER = "schemas";

    private final ArchiveFiles files;
    private final Map<String, Schema> known = new ConcurrentHashMap<>();

    SchemaStore(ArchiveFiles files) {
        this.files = files;
    }

    /** The fingerprint of a schema as a number. */
    public static long fingerprint64(Schema schema) {
        return SchemaNormalization.parsingFingerprint64(schema);
    }

    /** The fingerprint of a schema as 16 hex digits, as in {@code 00af3c129b4e5d67}. */
    public static String fingerprint(Schema schema) {
        return hex(fingerprint64(schema));
    }

    /** A fingerprint's 16 hex digits. */
    public static String hex(long fingerprint) {
        return HexFormat.of().toHexDigits(fingerprint);
    }

    /**
     * Keeps a schema, and returns its fingerprint.
     *
     * @throws UserError if it is not a record, or has no form in Parquet
     */
    public String put(Schema schema) throws IOException {
        SegmentSchema.check(schema);
        String fingerprint = fingerprint(schema);
        if (!known.containsKey(fingerprint)) {
            byte[] text = (schema.toString(true) + "\n").getBytes(StandardCharsets.UTF_8);
            if (files.createIfAbsent(file(fingerprint), text)) {
                known.put(fingerprint, schema);
            } else {
                get(fingerprint);
            }
        }
        return fingerprint;
    }

    /**
     * The schema with this fingerprint.
     *
     * @throws IOException if there is none, or if its file is damaged
     */
    public Schema get(String fingerprint) throws IOException {
        return find(fingerprint)
                .orElseThrow(
                        () ->
                                new FileNotFoundException(
                                        "The schema "
                                                + files.name(file(fingerprint))
                                                + " is missing: restore it from a copy."));
    }

    /** The schema with this fingerprint, if it is kept here. */
    public Optional<Schema> find(String fingerprint) throws IOException {
        Schema schema = known.get(fingerprint);
        if (schema != null) {
            return Optional.of(schema);
        }
        String text;
        try {
            text = new String(files.read(file(fingerprint)), StandardCharsets.UTF_8);
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
        schema = parse(fingerprint, text);
        known.put(fingerprint, schema);
        return Optional.of(schema);
    }

    private Schema parse(String fingerprint, String text) throws IOException {
        Schema schema;
        try {
            schema = new Schema.Parser().parse(text);
        } catch (SchemaParseException e) {
            throw damaged(fingerprint, e);
        }
        if (!fingerprint(schema).equals(fingerprint)) {
            throw damaged(fingerprint, null);
        }
        return schema;
    }

    private IOException damaged(
            String fingerprint, @org.jspecify.annotations.Nullable Throwable e) {
        return new IOException(
                "The schema "
                        + files.name(file(fingerprint))
                        + " does not have the fingerprint of its name: restore it from a copy.",
                e);
    }

    private static String file(String fingerprint) {
        return FOLDER + "/" + fingerprint + ".avsc";
    }
}
