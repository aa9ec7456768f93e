package dev.sameriver.archive;

import dev.sameriver.view.UserError;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.SchemaParseException;
import org.jspecify.annotations.Nullable;

/**
 * The schemas of a log's events by fingerprint, in {@code schemas/<fingerprint>.avsc}.
 *
 * <p>The fingerprint is CRC-64-AVRO of the schema's canonical form, the one that Avro's
 * single-object encoding carries; as text it is 16 hex digits. Defaults and logical types are not
 * part of it: of two schemas that differ only there, the first one stored stays.
 *
 * <p>What a record with an unknown fingerprint is must not depend on when it is read: the first
 * reader that meets one, live or the archiver, puts a mark in the place of its schema, and from
 * then on records with it are dead for every reader, and the schema is refused. There is one file
 * of that name, the schema or the mark, and whoever creates it first decides. Safe for use by
 * several threads and processes.
 */
public final class SchemaStore {

    private static final String FOLDER = "schemas";
    private static final String SUFFIX = ".avsc";

    /** No schema; it never changes, so it is recognized by its bytes. */
    private static final byte[] UNKNOWN =
            """
            {"unknown": "A record was read before its schema was put here: those with it are dead."}
            """
                    .getBytes(StandardCharsets.UTF_8);

    private final ArchiveFiles files;

    /** What was decided of a fingerprint; empty if it is unknown for good. */
    private final Map<String, Optional<Schema>> known = new ConcurrentHashMap<>();

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
     * @throws UserError if it is not a record, has no form in Parquet, or is marked as unknown, as
     *     records with it were read before
     */
    public String put(Schema schema) throws IOException {
        SegmentSchema.check(schema);
        String fingerprint = fingerprint(schema);
        if (!known.containsKey(fingerprint)) {
            byte[] text = (schema.toString(true) + "\n").getBytes(StandardCharsets.UTF_8);
            files.createIfAbsent(file(fingerprint), text);
        }
        if (decided(fingerprint).isEmpty()) {
            throw refused(schema, fingerprint);
        }
        return fingerprint;
    }

    /**
     * The schema with this fingerprint.
     *
     * @throws IOException if there is none, or if its file is damaged
     */
    public Schema get(String fingerprint) throws IOException {
        try {
            return decided(fingerprint).orElseThrow(() -> missing(fingerprint, null));
        } catch (FileNotFoundException e) {
            throw missing(fingerprint, e);
        }
    }

    /**
     * The schema that records with this fingerprint are to be read with; empty if none was kept
     * here when it was first asked for, and then it is empty for ever, for all readers.
     */
    public Optional<Schema> decide(String fingerprint) throws IOException {
        try {
            return decided(fingerprint);
        } catch (FileNotFoundException e) {
            files.createIfAbsent(file(fingerprint), UNKNOWN);
            return decided(fingerprint);
        }
    }

    private Optional<Schema> decided(String fingerprint) throws IOException {
        Optional<Schema> schema = known.get(fingerprint);
        if (schema == null) {
            schema = read(fingerprint);
            known.put(fingerprint, schema);
        }
        return schema;
    }

    private Optional<Schema> read(String fingerprint) throws IOException {
        byte[] bytes = files.read(file(fingerprint));
        return Arrays.equals(bytes, UNKNOWN)
                ? Optional.empty()
                : Optional.of(parse(fingerprint, new String(bytes, StandardCharsets.UTF_8)));
    }

    private UserError refused(Schema schema, String fingerprint) {
        return new UserError(
                "A schema must be in the archive before records with it are read, but some with that of %s, fingerprint %s, were, and are dead in every run (%s): add a field with a default, so that its fingerprint is another one, and produce them again with that."
                        .formatted(
                                schema.getFullName(), fingerprint, files.name(file(fingerprint))));
    }

    private FileNotFoundException missing(String fingerprint, @Nullable Throwable cause) {
        FileNotFoundException missing =
                new FileNotFoundException(
                        "The schema "
                                + files.name(file(fingerprint))
                                + " is missing: restore it from a copy.");
        missing.initCause(cause);
        return missing;
    }

    private Schema parse(String fingerprint, String text) throws IOException {
        Schema schema;
        try {
            schema = new Schema.Parser().parse(text);
        } catch (SchemaParseException e) {
            throw damaged(fingerprint, "it is no schema", e);
        }
        if (!fingerprint(schema).equals(fingerprint)) {
            throw damaged(fingerprint, "it does not have the fingerprint of its name", null);
        }
        return schema;
    }

    private IOException damaged(String fingerprint, String why, @Nullable Throwable e) {
        return new CorruptDefinitionException(files.name(file(fingerprint)), why, e);
    }

    /** The fingerprints that have a file, of a schema or a mark, sorted. */
    List<String> stored() throws IOException {
        return files.list(FOLDER).stream()
                .filter(name -> name.endsWith(SUFFIX))
                .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                .toList();
    }

    /**
     * Reads a file as it is now.
     *
     * @throws CorruptDefinitionException if it is neither a schema of its name nor the mark
     */
    void check(String fingerprint) throws IOException {
        read(fingerprint);
    }

    /** A schema's file, in the log's folder. */
    static String file(String fingerprint) {
        return FOLDER + "/" + fingerprint + SUFFIX;
    }
}
