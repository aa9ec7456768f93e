package dev.sameriver.audit;

import dev.sameriver.archive.CorruptArchiveException;
import dev.sameriver.archive.LogArchive;
import dev.sameriver.compare.OtherProgram;
import dev.sameriver.compare.ServedRows;
import dev.sameriver.connect.Settings;
import dev.sameriver.job.ViewJob;
import dev.sameriver.output.Output;
import dev.sameriver.run.Derivation;
import dev.sameriver.view.RowSchema;
import dev.sameriver.view.RunOptions;
import dev.sameriver.view.UserError;
import dev.sameriver.view.ViewRow;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.FileUtils;
import org.jspecify.annotations.Nullable;

/**
 * Holds the final rows that a version serves against what its log gives, derived by Beam and, apart
 * from that, by the main engine, after reading the log's archive back.
 *
 * <p>An example: {@code new Audit(settings, audited, System.err).run(AuditOptions.ALL)}. One object
 * may run several audits, one after the other; it reads each segment's file back once, as every
 * derivation checks the hashes of the files that it reads, and all of them again when one fails.
 */
public final class Audit {

    private final Settings settings;
    private final Audited audited;
    private final PrintStream err;
    private final ArchiveReader archive;

    /**
     * @param settings with the addresses of the archive and of Postgres
     * @param err takes lines of progress
     */
    public Audit(Settings settings, Audited audited, PrintStream err) {
        this.settings = settings;
        this.audited = audited;
        this.err = err;
        this.archive = new ArchiveReader(settings, err);
    }

    /**
     * Runs one audit.
     *
     * @return what it found; empty if no row is final yet of those that were asked for
     * @throws UserError if there is no such table, its columns are not the view's, or Beam's
     *     rendition is not built or cannot derive the view
     */
    public Optional<AuditOutcome> run(AuditOptions options) throws Exception {
        BeamProcess.require(audited.beam());
        List<SeenLog> before = new AuditStore(settings).kept(audited.key()).seenLogs();
        if (!archive.isAsSeen(before)) {
            Set<String> logs = before.stream().map(SeenLog::log).collect(Collectors.toSet());
            return Optional.of(outcome(archive.read(logs, before), options, null));
        }
        Derivation whole;
        try {
            whole = plan(RunOptions.FINAL_ROWS, options);
        } catch (UserError e) {
            if (e.getCause() instanceof CorruptArchiveException) {
                ArchiveState state = archive.read(allLogs(), before);
                if (!state.findings().isEmpty()) {
                    return Optional.of(outcome(state, options, null));
                }
            }
            throw e;
        }
        ArchiveState state = archive.read(whole.logs(), before);
        if (!state.findings().isEmpty()) {
            return Optional.of(outcome(state, options, null));
        }
        AuditedRows.requireWindows(whole.rows().schema());
        Path folder = Files.createTempDirectory("sameriver-audit");
        try {
            return rows(state, options, whole, folder);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            // The archive may be the reason, damaged since it was read back.
            archive.forget();
            ArchiveState now = archive.read(whole.logs(), before);
            if (now.findings().isEmpty()) {
                throw e;
            }
            return Optional.of(outcome(now, options, null));
        } finally {
            FileUtils.deleteDirectory(folder.toFile());
        }
    }

    private Collection<String> allLogs() throws IOException {
        return LogArchive.logs(settings.require(Settings.ARCHIVE), settings.hadoop());
    }

    private Derivation plan(RunOptions run, AuditOptions options) {
        return Derivation.plan(
                audited.view(), settings, audited.target(), run, options.parallelism());
    }

    private Optional<AuditOutcome> rows(
            ArchiveState state, AuditOptions options, Derivation whole, Path folder)
            throws Exception {
        RowSchema schema = whole.rows().schema();
        AuditRange range;
        AuditedRows.Summary served;
        try (ServedRows rows = ServedRows.open(settings, ViewJob.tableName(audited.view()))) {
            requireColumns(rows.schema(), schema);
            range = AuditRange.of(options, Math.min(rows.end(), whole.horizon()));
            if (range == null) {
                return Optional.empty();
            }
            served = served(rows, range, schema);
        }
        BeamProcess.Order order = order(options, range);
        try (BeamProcess beam = BeamProcess.start(audited.beam(), settings, order, folder)) {
            AuditedRows.Summary replay = replay(options, range, schema);
            Path file = beam.await();
            AuditedSides sides = new AuditedSides(served, replay, inFile(file, range, schema));
            if (sides.areEmpty()) {
                return Optional.empty();
            }
            Derived found =
                    new Derived(
                            range,
                            sides,
                            new DifferingRows(settings, audited, options, range, sides, err)
                                    .find(file, program(order, folder)));
            return Optional.of(outcome(state, options, found));
        }
    }

    /** What the three sides gave. */
    private record Derived(
            AuditRange range, AuditedSides sides, List<AuditOutcome.Difference> differences) {}

    private AuditOutcome outcome(
            ArchiveState state, AuditOptions options, @Nullable Derived found) {
        return new AuditOutcome(
                audited.key(),
                ViewJob.tableName(audited.view()),
                found == null ? options.from() : found.range.fromInstant(),
                found == null ? options.to() : found.range.toInstant(),
                options.sample(),
                state,
                found == null ? null : found.sides,
                found == null ? List.of() : found.differences);
    }

    private void requireColumns(RowSchema served, RowSchema derived) {
        if (!served.equals(derived)) {
            throw new UserError(
                    "An audit compares the columns that the view makes, but table "
                            + ViewJob.tableName(audited.view())
                            + " has "
                            + String.join(", ", served.names())
                            + " and the code of "
                            + audited.label()
                            + " makes "
                            + String.join(", ", derived.names())
                            + ": give the jar that writes the table by --jar.");
        }
    }

    private static AuditedRows.Summary served(ServedRows rows, AuditRange range, RowSchema schema)
            throws Exception {
        try (AuditedRows audited = range.rows(schema)) {
            rows.read(range.from(), range.to(), audited::add);
            return audited.finish(RowTree.Depth.HOURS);
        }
    }

    private BeamProcess.Order order(AuditOptions options, AuditRange range) {
        return new BeamProcess.Order(
                audited.label(),
                audited.jar(),
                range.fromInstant(),
                range.toInstant(),
                options.sample(),
                null,
                options.parallelism());
    }

    /** Beam once more, for the events behind some rows. */
    private OtherProgram program(BeamProcess.Order order, Path folder) {
        return (from, to, keys) -> {
            Path files = Files.createTempDirectory(folder, "traced");
            try (BeamProcess beam =
                    BeamProcess.start(
                            audited.beam(), settings, order.traced(from, to, keys), files)) {
                return new OtherProgram.Traces(beam.await(), beam.late());
            }
        };
    }

    private AuditedRows.Summary replay(AuditOptions options, AuditRange range, RowSchema schema)
            throws Exception {
        Derivation derivation =
                plan(
                        RunOptions.finalRows(range.fromInstant(), range.toInstant(), range.keys()),
                        options);
        try (AuditedRows rows = range.rows(schema)) {
            derivation.run(
                    List.of(new Derivation.Take(derivation.rows().rows(), row -> add(rows, row))),
                    err);
            return rows.finish(RowTree.Depth.HOURS);
        }
    }

    private static void add(AuditedRows rows, ViewRow row) {
        try {
            rows.add(row);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private AuditedRows.Summary inFile(Path file, AuditRange range, RowSchema schema)
            throws Exception {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || folder.getParent() == null) {
            throw new IllegalArgumentException("a file in no folder: " + file);
        }
        Output files = Output.of("csv:" + folder.getParent().toUri(), settings);
        try (AuditedRows rows = range.rows(schema);
                CloseableIterator<ViewRow> given =
                        files.read(String.valueOf(folder.getFileName()), schema)) {
            while (given.hasNext()) {
                rows.add(given.next());
            }
            return rows.finish(RowTree.Depth.HOURS);
        }
    }
}
