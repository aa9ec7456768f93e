package dev.sameriver.audit;

import dev.sameriver.compare.CompareOptions;
import dev.sameriver.compare.Comparer;
import dev.sameriver.compare.Comparison;
import dev.sameriver.compare.OtherProgram;
import dev.sameriver.compare.Side;
import dev.sameriver.connect.Settings;
import dev.sameriver.job.ViewJob;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Names the rows in which a derivation differs from what is served, with their events. */
final class DifferingRows {

    private static final int LISTED = 20;
    private static final int EXPLAINED = 5;

    private final Settings settings;
    private final Audited audited;
    private final AuditOptions options;
    private final AuditRange range;
    private final AuditedSides sides;
    private final PrintStream err;

    DifferingRows(
            Settings settings,
            Audited audited,
            AuditOptions options,
            AuditRange range,
            AuditedSides sides,
            PrintStream err) {
        this.settings = settings;
        this.audited = audited;
        this.options = options;
        this.range = range;
        this.sides = sides;
        this.err = err;
    }

    /**
     * Finds them, once where both derivations give the same.
     *
     * @param file the rows that Beam derived
     * @param program Beam, to be asked for the events behind them
     * @return empty if all sides are equal
     */
    List<AuditOutcome.Difference> find(Path file, OtherProgram program)
            throws InterruptedException {
        Side.Code code = new Side.Code(audited.view(), audited.target());
        String served = sides.served().tree().hash();
        String replayed = sides.replay().tree().hash();
        String byBeam = sides.beam().tree().hash();
        List<AuditOutcome.Difference> found = new ArrayList<>();
        if (!replayed.equals(served)) {
            Side replay = Side.derived(audited.label() + " as replayed", code);
            found.add(difference(AuditedSides.REPLAY, replay, sides.replay(), code));
        }
        if (!byBeam.equals(served) && !byBeam.equals(replayed)) {
            Side beam = Side.inFile(audited.label() + " as Beam derives it", file, code, program);
            found.add(difference(AuditedSides.BEAM, beam, sides.beam(), code));
        }
        return found;
    }

    private AuditOutcome.Difference difference(
            String name, Side derived, AuditedRows.Summary rows, Side.Code code)
            throws InterruptedException {
        Side table =
                Side.served(
                        audited.label() + " as served", ViewJob.tableName(audited.view()), code);
        List<HashDifference> places = HashDifference.between(sides.served().tree(), rows.tree());
        try {
            Comparison compared =
                    new Comparer(settings, table, derived, narrowed(places), err).run();
            return new AuditOutcome.Difference(name, places, compared, null);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            // The trees have proved the difference, whether its rows can be named or not.
            return new AuditOutcome.Difference(name, places, null, String.valueOf(e));
        }
    }

    /** Only the windows that end in the hours that differ. */
    private CompareOptions narrowed(List<HashDifference> places) {
        List<Instant> span = RowTree.span(places);
        long from = Math.max(range.from(), span.get(0).toEpochMilli() - sides.longest());
        long to = Math.min(range.to(), span.get(1).toEpochMilli());
        Sample sample = options.sample();
        return new CompareOptions(
                Instant.ofEpochMilli(from),
                Instant.ofEpochMilli(to),
                sample == null ? null : sample.shareFraction(),
                sample == null ? 0 : sample.startFraction(),
                LISTED,
                EXPLAINED,
                options.parallelism());
    }
}
