package dev.sameriver.ingest;

import dev.sameriver.archive.LogArchive;
import dev.sameriver.connect.Progress;
import java.io.IOException;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.hadoop.conf.Configuration;

/**
 * Imports files into generation 0 of a log: all of them in one commit, or nothing.
 *
 * <p>Several files are one stream in the order given. Example: 231,083 flights of which 2 have a
 * bad time, into 4 partitions, become 231,081 events, 2 dead records and 4 heartbeats. An import
 * into a log that exists appends to it, while it has no later generation.
 */
public final class Importer {

    private final String root;
    private final Configuration configuration;

    /**
     * @param root the archive's address, as in {@code file:///var/logs}
     */
    public Importer(String root, Configuration configuration) {
        this.root = root;
        this.configuration = configuration;
    }

    /**
     * Looks at the files and the log, and changes nothing.
     *
     * @param files local paths, or addresses with a scheme; at least one
     * @throws dev.sameriver.view.UserError if a file is not there, they do not fit the log, or the
     *     archive is no folder that can be written
     */
    public ImportPlan plan(ImportOptions options, List<String> files) throws IOException {
        InputFiles found = InputFiles.find(files, configuration);
        LogArchive.requireFolder(root, configuration);
        boolean exists = LogArchive.exists(root, configuration, options.log());
        Schema given = options.schema();
        boolean inferred = given == null && !exists;
        LogArchive archive = exists ? LogArchive.open(root, configuration, options.log()) : null;
        Schema schema;
        if (given != null) {
            schema = given;
        } else if (archive != null) {
            schema = archive.schema();
        } else {
            schema = Inference.infer(options.log(), options.timeField(), found.files());
        }
        return PlanChecks.check(options, schema, inferred, archive, files, found.bytes());
    }

    /**
     * Does what was planned.
     *
     * @throws dev.sameriver.archive.OffsetConflictException if another import came between; nothing
     *     is changed then
     */
    public ImportResult run(ImportPlan plan, Progress progress) throws IOException {
        return run(plan, false, progress);
    }

    /**
     * Does what was planned, unless the log has these rows already.
     *
     * @throws dev.sameriver.view.UserError if it has; nothing is changed then
     * @throws dev.sameriver.archive.OffsetConflictException as with {@link #run}
     */
    public ImportResult runOnce(ImportPlan plan, Progress progress) throws IOException {
        return run(plan, true, progress);
    }

    private ImportResult run(ImportPlan plan, boolean once, Progress progress) throws IOException {
        try (LogAppender appender = new LogAppender(root, configuration, plan, once);
                InBackground writing = new InBackground(appender);
                Arrival arrival = Arrival.of(plan, writing)) {
            InputFiles.find(plan.files(), configuration).feed(plan.schema(), arrival, progress);
            writing.finish();
            return appender.commit();
        }
    }
}
