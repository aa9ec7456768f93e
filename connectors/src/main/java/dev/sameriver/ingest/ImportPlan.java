package dev.sameriver.ingest;

import dev.sameriver.archive.LogDefinition;
import java.util.List;
import org.apache.avro.Schema;

/**
 * What an import will do, before it does anything.
 *
 * @param definition of the log
 * @param schema of the events
 * @param inferred whether the schema was found in the files
 * @param newLog whether the log does not exist yet
 * @param evolves whether the log's schema changes
 * @param files in the order in which they are read
 * @param bytes of all files
 */
public record ImportPlan(
        ImportOptions options,
        LogDefinition definition,
        Schema schema,
        boolean inferred,
        boolean newLog,
        boolean evolves,
        List<String> files,
        long bytes) {}
