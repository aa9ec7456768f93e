package dev.sameriver.compare;

import dev.sameriver.compare.EventReason.Verdict;
import dev.sameriver.compare.RowReason.Cause;
import dev.sameriver.compare.Traced.Place;
import dev.sameriver.connect.Settings;
import dev.sameriver.log.Clock;
import dev.sameriver.log.CountedEvent;
import dev.sameriver.view.KeyFilter;
import dev.sameriver.view.RunOptions;
import dev.sameriver.view.UserError;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells why rows differ: derives their keys on both sides once more, by the very code that judges
 * events, and compares which events each row counts.
 */
final class Explainer {

    /** Of how many rows events are looked up: they are all held in memory. */
    static final int MOST_ROWS = 10_000;

    /** How many events of a row are listed. */
    private static final int MOST_EVENTS = 20;

    private final Settings settings;
    private final Side left;
    private final Side right;
    private final ComparedColumns columns;
    private final CompareOptions options;
    private final PrintStream err;

    Explainer(
            Settings settings,
            Side left,
            Side right,
            ComparedColumns columns,
            CompareOptions options,
            PrintStream err) {
        this.settings = settings;
        this.left = left;
        this.right = right;
        this.columns = columns;
        this.options = options;
        this.err = err;
    }

    /** The answer, or why there is none. */
    record Answer(@Nullable Why why, @Nullable String whyNot) {}

    /**
     * Explains rows.
     *
     * @param rows one or more
     * @param all whether they are all that differ
     */
    Answer explain(List<RowDifference> rows, boolean all) {
        Side.Code leftCode = left.code();
        Side.Code rightCode = right.code();
        if (leftCode == null || rightCode == null) {
            return whyNot("the code of %s is in no jar", (leftCode == null ? left : right).label());
        }
        if (settings.find(Settings.ARCHIVE).isEmpty()) {
            return whyNot("the log's archive is not known: pass --archive");
        }
        Set<String> keys = keys(rows);
        RunOptions run = run(rows, keys);
        Set<List<String>> wanted = new HashSet<>();
        rows.forEach(row -> wanted.add(row.keyTexts()));
        try {
            Traced ofLeft = trace(leftCode, run, wanted);
            Traced ofRight =
                    right.program() != null
                            ? trace(rightCode, right.program(), run, keys, wanted)
                            : ofLeft == null || rightCode.equals(leftCode)
                                    ? ofLeft
                                    : trace(rightCode, run, wanted);
            if (ofLeft == null || ofRight == null) {
                return whyNot(
                        "the code of %s behind its windows hides which events its rows count",
                        (ofLeft == null ? left : right).label());
            }
            return new Answer(why(rows, all, ofLeft, ofRight), null);
        } catch (UserError e) {
            return new Answer(null, e.getMessage());
        } catch (Exception | LinkageError | ServiceConfigurationError | OutOfMemoryError e) {
            // What was compared holds, whatever a derivation runs into.
            return whyNot("%s: %s", e.getClass().getSimpleName(), e.getMessage());
        }
    }

    private static Answer whyNot(String sentence, @Nullable Object... names) {
        return new Answer(null, sentence.formatted(names));
    }

    private @Nullable Traced trace(Side.Code code, RunOptions run, Set<List<String>> wanted)
            throws Exception {
        return Traced.derive(code, settings, run, options.parallelism(), columns, wanted, err);
    }

    private @Nullable Traced trace(
            Side.Code code,
            OtherProgram program,
            RunOptions run,
            Set<String> keys,
            Set<List<String>> wanted)
            throws Exception {
        return Traced.read(
                program.trace(
                        Objects.requireNonNull(run.from(), "rows of windows"),
                        Objects.requireNonNull(run.to(), "rows of windows"),
                        keys),
                code,
                settings,
                run,
                columns,
                wanted);
    }

    private Set<String> keys(List<RowDifference> rows) {
        Set<String> keys = new HashSet<>();
        rows.forEach(row -> keys.add(columns.keyText(row.keyTexts())));
        return keys;
    }

    /** A run over just the keys of these rows, from their first window to their last. */
    private RunOptions run(List<RowDifference> rows, Set<String> keys) {
        Instant from = null;
        Instant to = null;
        for (RowDifference row : rows) {
            if (columns.isWindowed()) {
                Instant start = Instant.parse(row.key().get(ComparedColumns.START));
                Instant end = end(row);
                from = from == null || start.isBefore(from) ? start : from;
                to = to == null || end.isAfter(to) ? end : to;
            }
        }
        return RunOptions.finalRows(from, to, KeyFilter.only(keys));
    }

    private static Instant end(RowDifference row) {
        return Instant.parse(row.key().get(ComparedColumns.END));
    }

    private Why why(List<RowDifference> rows, boolean all, Traced ofLeft, Traced ofRight) {
        Map<Cause, Long> causes = new EnumMap<>(Cause.class);
        List<RowReason> shown = new ArrayList<>();
        for (RowDifference row : rows) {
            RowReason reason = reason(row, ofLeft, ofRight);
            causes.merge(reason.cause(), 1L, Long::sum);
            if (shown.size() < options.explain()) {
                shown.add(reason);
            }
        }
        return new Why(rows.size(), all, causes, shown);
    }

    private RowReason reason(RowDifference row, Traced ofLeft, Traced ofRight) {
        Traced.Row leftRow = ofLeft.rows().get(row.keyTexts());
        Traced.Row rightRow = ofRight.rows().get(row.keyTexts());
        Map<Place, CountedEvent> onlyLeft = only(leftRow, rightRow);
        Map<Place, CountedEvent> onlyRight = only(rightRow, leftRow);
        List<EventReason> reasons = new ArrayList<>();
        onlyLeft.values().forEach(event -> reasons.add(reason(row, event, left, right, ofRight)));
        onlyRight.values().forEach(event -> reasons.add(reason(row, event, right, left, ofLeft)));
        int both = (leftRow == null ? 0 : leftRow.events().size()) - onlyLeft.size();
        return new RowReason(
                row.kind(),
                row.key(),
                isOpen(row, ofLeft, ofRight)
                        ? Cause.UNKNOWN
                        : cause(row, leftRow, rightRow, reasons),
                both,
                onlyLeft.size(),
                onlyRight.size(),
                List.copyOf(reasons.subList(0, Math.min(MOST_EVENTS, reasons.size()))),
                shared(leftRow, onlyLeft));
    }

    /** The first of the events that both sides count, of those that the left side counts. */
    private static List<RowReason.SharedEvent> shared(
            Traced.@Nullable Row leftRow, Map<Place, CountedEvent> onlyLeft) {
        if (leftRow == null) {
            return List.of();
        }
        return leftRow.events().entrySet().stream()
                .filter(event -> !onlyLeft.containsKey(event.getKey()))
                .limit(MOST_EVENTS)
                .map(event -> shared(event.getValue()))
                .toList();
    }

    private static RowReason.SharedEvent shared(CountedEvent event) {
        return new RowReason.SharedEvent(
                event.log(),
                event.position().generation(),
                event.position().partition(),
                event.position().offset(),
                time(event.time()),
                event.clock() == Clock.NONE ? null : time(event.clock()));
    }

    /** Whether the row's window is still open where a side's archive ends. */
    private boolean isOpen(RowDifference row, Traced ofLeft, Traced ofRight) {
        return columns.isWindowed()
                && end(row).toEpochMilli() > Math.min(ofLeft.end(), ofRight.end());
    }

    private Cause cause(
            RowDifference row,
            Traced.@Nullable Row leftRow,
            Traced.@Nullable Row rightRow,
            List<EventReason> reasons) {
        if (isNotAsDerived(left, row.left(), leftRow)
                || isNotAsDerived(right, row.right(), rightRow)) {
            return Cause.STORED;
        }
        if (leftRow == null && rightRow == null) {
            return Cause.UNKNOWN;
        }
        if (reasons.isEmpty()) {
            return Cause.CODE;
        }
        boolean late = reasons.stream().allMatch(reason -> reason.verdict() == Verdict.LATE);
        return late ? Cause.LATE : Cause.EVENTS;
    }

    private static boolean isNotAsDerived(
            Side side,
            @Nullable Map<String, @Nullable String> found,
            Traced.@Nullable Row derived) {
        return side.table() != null
                && !Objects.equals(found, derived == null ? null : derived.values());
    }

    /** The events of one row that are not in another, in the log's order. */
    private static Map<Place, CountedEvent> only(
            Traced.@Nullable Row row, Traced.@Nullable Row other) {
        Map<Place, CountedEvent> only = row == null ? new HashMap<>() : new TreeMap<>(row.events());
        if (other != null) {
            only.keySet().removeAll(other.events().keySet());
        }
        return only;
    }

    private EventReason reason(
            RowDifference row, CountedEvent event, Side counts, Side other, Traced ofOther) {
        Place place = Place.of(event);
        String dead = ofOther.dead().get(place);
        Traced.Late late = ofOther.late().get(place);
        // An event may be late for some windows only: those whose end the clock had reached.
        boolean isLate =
                late != null
                        && (late.everywhere()
                                || (columns.isWindowed()
                                        && end(row).toEpochMilli() <= late.clock()));
        Verdict verdict = isLate ? Verdict.LATE : dead != null ? Verdict.DEAD : Verdict.ELSEWHERE;
        return new EventReason(
                counts.label(),
                event.log(),
                event.position().generation(),
                event.position().partition(),
                event.position().offset(),
                time(event.time()),
                event.clock() == Clock.NONE ? null : time(event.clock()),
                other.label(),
                verdict,
                isLate && late != null ? time(late.clock()) : null,
                dead);
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
