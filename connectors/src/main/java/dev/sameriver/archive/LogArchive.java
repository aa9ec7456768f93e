package dev.sameriver.archive;

import dev.sameriver.view.UserError;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.filter2.predicate.FilterPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The past of one log on a Hadoop file system: the door to its definition, manifest and segments.
 *
 * <p>Example: {@code LogArchive.open("hdfs://namenode:8020/logs", conf, "flights")} reads {@code
 * hdfs://namenode:8020/logs/flights/log.json}. Safe for use by several threads and processes; its
 * writers and readers are for one thread each.
 */
public final class LogArchive {

    static final String DEFINITION = "log.json";
    private static final String LIVE = "live";
    private static final Duration LEFTOVER = Duration.ofDays(7);

    private final ArchiveFiles files;
    private final SchemaStore schemas;
    private final ManifestLog manifests;
    private volatile LogDefinition definition;

    private LogArchive(ArchiveFiles files, LogDefinition definition) {
        this.files = files;
        this.definition = definition;
        this.schemas = new SchemaStore(files);
        this.manifests = new ManifestLog(files, definition.name());
    }

    /**
     * Requires that an archive's folder is there, or can be made.
     *
     * @throws UserError if there is a file in its place, or this process may not write there
     */
    public static void requireFolder(String root, Configuration configuration) throws IOException {
        ArchiveFiles.at(root, configuration).requireFolder();
    }

    /** Whether the archive has a log of this name. */
    public static boolean exists(String root, Configuration configuration, String log)
            throws IOException {
        LogDefinition.checkName(log);
        return ArchiveFiles.at(root, configuration).exists(log + "/" + DEFINITION);
    }

    /** The names of all logs of an archive, sorted; empty if its folder is not there. */
    public static List<String> logs(String root, Configuration configuration) throws IOException {
        ArchiveFiles files = ArchiveFiles.at(root, configuration);
        List<String> logs = new ArrayList<>();
        for (String name : files.list("")) {
            if (files.exists(name + "/" + DEFINITION)) {
                logs.add(name);
            }
        }
        return logs;
    }

    /**
     * Opens a log.
     *
     * @param root the archive's address, as in {@code hdfs://namenode:8020/logs}
     * @throws UserError if the archive has no such log
     * @throws CorruptDefinitionException if what it says of the log is damaged
     */
    public static LogArchive open(String root, Configuration configuration, String log)
            throws IOException {
        LogDefinition.checkName(log);
        ArchiveFiles files = ArchiveFiles.at(root, configuration).under(log);
        try {
            return new LogArchive(files, readDefinition(files, log));
        } catch (FileNotFoundException e) {
            throw new UserError(
                    "A log must exist before it is read, but archive %s has no log '%s': import it, or check --archive and the log's name."
                            .formatted(root, log),
                    e);
        }
    }

    /**
     * Creates a log, or opens it if another process was first with the same definition.
     *
     * @param definition its schema's fingerprint is set from {@code schema}
     * @throws UserError if there is a log of this name with another definition
     */
    public static LogArchive create(
            String root, Configuration configuration, LogDefinition definition, Schema schema)
            throws IOException {
        ArchiveFiles files = ArchiveFiles.at(root, configuration).under(definition.name());
        LogDefinition wanted = definition.withSchema(new SchemaStore(files).put(schema));
        files.createIfAbsent(DEFINITION, Json.pretty(wanted));
        LogDefinition found = readDefinition(files, definition.name());
        if (!found.equals(wanted)) {
            throw new UserError(
                    "A log can be defined once, but archive %s already has log '%s' with another definition (%s): use that one, or another name."
                            .formatted(root, definition.name(), found));
        }
        return new LogArchive(files, found);
    }

    /** What the log is, as of when this archive was opened or last evolved. */
    public LogDefinition definition() {
        return definition;
    }

    /** The log's current schema. */
    public Schema schema() throws IOException {
        return schemas.get(definition.schema());
    }

    /** The log's current schema with only some of its columns; null for all of them. */
    public Schema schema(@Nullable Collection<String> columns) throws IOException {
        return columns == null ? schema() : SegmentSchema.project(schema(), columns);
    }

    public SchemaStore schemas() {
        return schemas;
    }

    /**
     * Marks that a live run goes on from the archive into Kafka: from then on nothing can be
     * imported before what Kafka holds, as live runs would never see it.
     */
    public void markLive() throws IOException {
        files.createIfAbsent(LIVE, new byte[0]);
    }

    /** Whether a live run has gone on into Kafka. */
    public boolean isLive() throws IOException {
        return files.exists(LIVE);
    }

    /**
     * Deletes the files that killed writers left unfinished a week ago or longer; a writer that
     * lives has sealed its file long before.
     */
    public void dropLeftovers() throws IOException {
        files.dropTemporary(Instant.now().minus(LEFTOVER));
    }

    /**
     * Makes another schema the current one.
     *
     * @throws UserError if it cannot read what the current one wrote, by Avro's rules
     */
    public void evolve(Schema schema) throws IOException {
        requireReads(schema);
        LogDefinition evolved =
                readDefinition(files, definition.name()).withSchema(schemas.put(schema));
        files.replace(DEFINITION, Json.pretty(evolved));
        definition = evolved;
    }

    /**
     * Checks that a schema could become the current one.
     *
     * @throws UserError if it cannot read what the current one wrote, by Avro's rules
     */
    public void requireReads(Schema schema) throws IOException {
        Schemas.requireReads(definition.name(), schema, schema());
    }

    /**
     * All segments as of the last commit.
     *
     * @throws CorruptManifestException if a manifest file is damaged
     */
    public Manifest manifest() throws IOException {
        return manifests.latest();
    }

    /**
     * Adds segments in one commit, all or none, and retries when other committers come first.
     *
     * @return the manifest with them
     * @throws OffsetConflictException if they leave a gap or overlap what is there by then
     */
    public Manifest commit(List<Segment> segments) throws IOException {
        return manifests.commit(segments);
    }

    /**
     * Starts a segment; nothing shows in the archive before it is finished and committed.
     *
     * @param greatestBefore the partition's greatest time before {@code firstOffset}, {@link
     *     dev.sameriver.log.Clock#NONE} if none
     * @param schema of the events that it will be given
     */
    public SegmentWriter writer(
            int generation, int partition, long firstOffset, long greatestBefore, Schema schema)
            throws IOException {
        return writer(
                generation,
                partition,
                firstOffset,
                greatestBefore,
                schema,
                SegmentWriter.ROW_GROUP_BYTES);
    }

    /** As the other one, with the bytes that a row group gathers in memory before it is written. */
    public SegmentWriter writer(
            int generation,
            int partition,
            long firstOffset,
            long greatestBefore,
            Schema schema,
            long rowGroupBytes)
            throws IOException {
        return new SegmentWriter(
                files,
                generation,
                partition,
                firstOffset,
                greatestBefore,
                schema,
                schemas.put(schema),
                rowGroupBytes);
    }

    /**
     * Reads a segment's rows with the log's current schema.
     *
     * @param columns the events' columns to read; null for all, empty for none
     * @param fromOffset rows below it are passed over
     * @throws CorruptSegmentException if the file is not the one that was committed
     */
    public SegmentReader open(
            Segment segment, @Nullable Collection<String> columns, long fromOffset)
            throws IOException {
        return open(segment, schema(), columns, fromOffset);
    }

    /** As the other one, with another reader's schema: Avro's rules resolve the writer's to it. */
    public SegmentReader open(
            Segment segment, Schema schema, @Nullable Collection<String> columns, long fromOffset)
            throws IOException {
        Schema written = schemas.get(segment.schema());
        return SegmentReader.open(files, segment, written, schema, columns, fromOffset);
    }

    /**
     * Reads a segment's rows with the log's current schema, column by column.
     *
     * @param columns the events' columns to read
     * @param fromOffset rows below it are passed over
     * @param pool what columns are read into
     * @return null if the segment cannot be read so: if its schema has to be resolved, or a column
     *     is none of numbers, texts and truth values; {@link #open(Segment, Collection, long)} can
     * @throws CorruptSegmentException if the file is not the one that was committed
     */
    public @Nullable SegmentColumns openColumns(
            Segment segment, Collection<String> columns, long fromOffset, ArrayPool pool)
            throws IOException {
        return openColumns(segment, columns, fromOffset, pool, null);
    }

    /**
     * As the other one, of which row groups may be left out that hold no event wanted.
     *
     * @param condition holds for the events that are wanted; null for all. Where a segment has dead
     *     records, or was written with another schema, all is read
     */
    public @Nullable SegmentColumns openColumns(
            Segment segment,
            Collection<String> columns,
            long fromOffset,
            ArrayPool pool,
            @Nullable FilterPredicate condition)
            throws IOException {
        SegmentFile.In file = new SegmentFile.In(files, segment.path(), segment.bytes());
        Schema written = schemas.get(segment.schema());
        EventColumns projected = EventColumns.of(written, schema(), columns);
        boolean mayLeaveOut = segment.dead() == 0 && written.equals(schema());
        if (!SegmentColumns.canRead(projected)) {
            return null;
        }
        SegmentReader.requireSound(file, segment);
        return SegmentColumns.open(
                file,
                segment,
                projected,
                fromOffset,
                pool,
                mayLeaveOut ? condition : null,
                files.configuration());
    }

    ArchiveFiles files() {
        return files;
    }

    ManifestLog manifests() {
        return manifests;
    }

    private static LogDefinition readDefinition(ArchiveFiles files, String log) throws IOException {
        return LogDefinition.read(files.name(DEFINITION), files.read(DEFINITION), log);
    }
}
