package dev.sameriver.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.sameriver.compare.ServedRows;
import dev.sameriver.connect.Settings;
import dev.sameriver.job.ViewJob;
import dev.sameriver.run.Derivation;
import dev.sameriver.view.RunOptions;
import dev.sameriver.view.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The trees of hashes of a version's logs and of the rows that it serves, under one root: by it two
 * who have each their own archive and table know at once whether these are the same, and where they
 * are not.
 *
 * @param format grows with every change of what this says
 * @param view as in {@code airport-delays@1}
 * @param from windows start at or after this; null for no bound
 * @param to windows end at or before this
 * @param sample which keys; null for all
 */
public record Roots(
        int format,
        String view,
        @Nullable String from,
        String to,
        @Nullable String sample,
        HashNode tree) {

    private static final int FORMAT = 1;

    /**
     * The trees as they are now.
     *
     * @return empty if no row is final yet of those that were asked for
     * @throws UserError if there is no such table
     */
    public static Optional<Roots> of(Settings settings, Audited audited, AuditOptions options)
            throws Exception {
        Derivation whole =
                Derivation.plan(
                        audited.view(),
                        settings,
                        audited.target(),
                        RunOptions.FINAL_ROWS,
                        options.parallelism());
        List<HashNode> trees = new ArrayList<>();
        ArchiveState.read(settings, whole.logs()).forEach(log -> trees.add(log.tree()));
        try (ServedRows served = ServedRows.open(settings, ViewJob.tableName(audited.view()))) {
            AuditedRows.requireWindows(served.schema());
            AuditRange range = AuditRange.of(options, served.end());
            if (range == null) {
                return Optional.empty();
            }
            try (AuditedRows rows = range.rows(served.schema())) {
                served.read(range.from(), range.to(), rows::add);
                trees.add(rows.finish(RowTree.Depth.ROWS).tree());
            }
            return Optional.of(
                    new Roots(
                            FORMAT,
                            audited.label(),
                            text(range.fromInstant()),
                            range.toInstant().toString(),
                            text(options.sample()),
                            HashNode.of(audited.label(), trees)));
        }
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    /** The trees as JSON. */
    public String json() {
        try {
            return new ObjectMapper()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .writeValueAsString(this);
        } catch (IOException e) {
            throw new IllegalStateException("the roots could not be written", e);
        }
    }

    /**
     * Reads what {@link #json} made.
     *
     * @throws UserError if the file is none, or a hash in it is not that of what stands below it
     */
    public static Roots load(Path file) {
        Roots roots;
        try {
            roots = new ObjectMapper().readValue(file.toFile(), Roots.class);
        } catch (IOException e) {
            throw new UserError(
                    "Roots are compared as audit --roots prints them, but "
                            + file
                            + " cannot be read as that ("
                            + e.getMessage()
                            + "): make it again.",
                    e);
        }
        if (roots.view == null || roots.to == null || roots.tree == null) {
            throw new UserError(
                    "Roots name a view, a time and a tree, but those in "
                            + file
                            + " do not: make them again with audit --roots.");
        }
        HashNode unsound = roots.tree.unsound();
        if (roots.format != FORMAT || unsound != null) {
            throw new UserError(
                    "Roots are of format "
                            + FORMAT
                            + " and each hash is that of what is below it, but in "
                            + file
                            + (unsound == null
                                    ? " the format is " + roots.format
                                    : " that of " + unsound.name() + " is not")
                            + ": make it again.");
        }
        return roots;
    }

    /**
     * Where these and others differ, a line for each segment, and for each hour, part of the keys
     * or row.
     *
     * @throws UserError if they are of other rows
     */
    public List<String> differences(Roots other) {
        if (!view.equals(other.view)
                || !Objects.equals(from, other.from)
                || !to.equals(other.to)
                || !Objects.equals(sample, other.sample)) {
            throw new UserError(
                    "Roots are compared of the same rows, but one is of "
                            + rows()
                            + " and the other of "
                            + other.rows()
                            + ": make both with the same --from, --to and --sample.");
        }
        return HashDifference.between(tree, other.tree).stream().map(HashDifference::line).toList();
    }

    private String rows() {
        return view
                + (from == null ? "" : " from " + from)
                + " to "
                + to
                + (sample == null ? "" : ", keys " + sample);
    }
}
