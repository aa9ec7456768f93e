package dev.sameriver.compare;

import dev.sameriver.compare.RowDifference.Kind;
import dev.sameriver.connect.ExternalSorter;
import dev.sameriver.connect.Settings;
import dev.sameriver.job.OnlyRows;
import dev.sameriver.view.KeyFilter;
import dev.sameriver.view.RowSchema;
import dev.sameriver.view.UserError;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compares the final rows of two sides, exactly: by primary key, and value by value in the columns
 * that both have.
 *
 * <p>Rows are compared up to where both sides are final: one that the one side has and the other
 * cannot have yet is no difference.
 */
public final class Comparer {

    private static final long MEMORY_BYTES = 64L << 20;

    private final Settings settings;
    private final Side left;
    private final Side right;
    private final CompareOptions options;
    private final PrintStream err;
    private final long fewRows;

    /**
     * @param err takes lines of progress
     */
    public Comparer(
            Settings settings, Side left, Side right, CompareOptions options, PrintStream err) {
        this(settings, left, right, options, err, DifferingRanges.FEW_ROWS);
    }

    Comparer(
            Settings settings,
            Side left,
            Side right,
            CompareOptions options,
            PrintStream err,
            long fewRows) {
        this.settings = settings;
        this.left = left;
        this.right = right;
        this.options = options;
        this.err = err;
        this.fewRows = fewRows;
    }

    /**
     * Compares them.
     *
     * @throws UserError if a side is not there, or the two cannot be compared
     */
    public Comparison run() throws Exception {
        try (ExternalSorter leftRows = new ExternalSorter(MEMORY_BYTES);
                ExternalSorter rightRows = new ExternalSorter(MEMORY_BYTES)) {
            Read read = readTables(leftRows, rightRows);
            readRest(left, read.first, read, leftRows);
            readRest(right, read.second, read, rightRows);
            return compare(read, leftRows, rightRows);
        }
    }

    /**
     * What is compared; the rows of tables are read already.
     *
     * @param ranges null if all rows of the range are read
     */
    private record Read(
            RowSource first,
            RowSource second,
            ComparedColumns columns,
            Range range,
            @Nullable DifferingRanges ranges) {}

    /** Reads tables in one snapshot, which is closed before anything is derived. */
    private Read readTables(ExternalSorter leftRows, ExternalSorter rightRows) throws Exception {
        if (left.table() == null && right.table() == null) {
            return readTables(derived(left), derived(right), leftRows, rightRows);
        }
        boolean marks = left.marks() || right.marks();
        try (Snapshot snapshot = Snapshot.open(settings)) {
            return readTables(
                    source(left, snapshot, marks),
                    source(right, snapshot, marks),
                    leftRows,
                    rightRows);
        }
    }

    private RowSource source(Side side, Snapshot snapshot, boolean marks) throws Exception {
        RowSource plain =
                side.table() == null
                        ? derived(side)
                        : TableRows.of(snapshot, side.table(), side.marks());
        return marks ? new MarkedRows(plain) : plain;
    }

    private RowSource derived(Side side) {
        DerivedRows derived = DerivedRows.of(code(side), settings, options, err);
        return side.file() == null ? derived : new FileRows(derived.schema(), side.file());
    }

    private static Side.Code code(Side side) {
        Side.Code code = side.code();
        if (code == null) {
            throw new IllegalArgumentException(side.label() + " can be derived by its code only");
        }
        return code;
    }

    private Read readTables(
            RowSource first, RowSource second, ExternalSorter leftRows, ExternalSorter rightRows)
            throws Exception {
        ComparedColumns columns = ComparedColumns.of(left, first.schema(), right, second.schema());
        requireSameKeys(columns, first, second);
        Range range = range(first, second);
        if (first instanceof TableRows leftTable
                && second instanceof TableRows rightTable
                && options.sample() == null) {
            DifferingRanges ranges =
                    new DifferingRanges(leftTable, rightTable, columns, range, fewRows);
            DifferingRanges.Found found = ranges.find();
            read(found.left(), range, columns, leftRows);
            read(found.right(), range, columns, rightRows);
            return new Read(first, second, columns, range, ranges);
        }
        if (left.table() != null) {
            read(first, range, columns, leftRows);
        }
        if (right.table() != null) {
            read(second, range, columns, rightRows);
        }
        return new Read(first, second, columns, range, null);
    }

    /** Reads what is in no table. */
    private void readRest(Side side, RowSource source, Read read, ExternalSorter into)
            throws Exception {
        if (side.table() == null) {
            read(source, read.range, read.columns, into);
        }
    }

    private Comparison compare(Read read, ExternalSorter leftRows, ExternalSorter rightRows)
            throws Exception {
        DifferingRanges ranges = read.ranges;
        long ofLeft = ranges == null ? leftRows.records() : ranges.leftRows();
        long ofRight = ranges == null ? rightRows.records() : ranges.rightRows();
        requireRows(ofLeft + ofRight, read.range);
        int most = Math.max(options.limit(), options.explain() > 0 ? Explainer.MOST_ROWS : 0);
        Differences differences = new Differences(read.columns, most);
        RowMerge.run(leftRows.sort(), rightRows.sort(), read.columns.key().size(), differences);
        return found(
                read.columns,
                read.range,
                ofLeft,
                ofRight,
                ranges == null ? 0 : ranges.hashed(),
                leftRows.records() + rightRows.records(),
                differences);
    }

    /** What is derived in order is sampled by the key of its events, which no row need have. */
    private void requireSameKeys(ComparedColumns columns, RowSource first, RowSource second) {
        boolean oneIsDerived = first instanceof DerivedRows != second instanceof DerivedRows;
        if (options.sample() != null && !columns.isWindowed() && oneIsDerived) {
            throw new UserError(
                    "A sample must be of the same keys on both sides, but rows without windows are"
                            + " sampled by the key of their events where they are derived, and by"
                            + " their own where they were written, as of "
                            + (first instanceof DerivedRows ? right : left).label()
                            + ": leave --sample out.");
        }
    }

    /** The range of which both sides have final rows, and that was asked for. */
    private Range range(RowSource first, RowSource second) throws Exception {
        Instant from = options.from();
        Instant to = options.to();
        RowTimes times = RowTimes.of(first.schema());
        if (times == null || !times.equals(RowTimes.of(second.schema()))) {
            if (from != null || to != null) {
                throw new UserError(
                        "A range needs rows that have windows or times on both sides, but those of "
                                + (times == null ? left : right).label()
                                + " have none: leave --from and --to out.");
            }
            return new Range(Long.MIN_VALUE, Long.MAX_VALUE);
        }
        long end = Math.min(end(left, first), end(right, second));
        long start = from == null ? Long.MIN_VALUE : from.toEpochMilli();
        if (start >= end) {
            throw new UserError(
                    "A range must hold rows that are final on both sides, but --from is "
                            + from
                            + " and the sides are final up to "
                            + Instant.ofEpochMilli(end)
                            + ": choose an earlier range.");
        }
        return new Range(start, to == null ? end : Math.min(end, to.toEpochMilli()));
    }

    private static long end(Side side, RowSource source) throws Exception {
        long end = source.end();
        if (end == Long.MIN_VALUE) {
            throw new UserError(
                    "A comparison needs final rows on both sides, but "
                            + side.label()
                            + " ("
                            + side.origin()
                            + ") has none: wait until its job has given some.");
        }
        return end;
    }

    private void read(RowSource source, Range range, ComparedColumns columns, ExternalSorter into)
            throws Exception {
        RowSchema schema = source.schema();
        RowText text = new RowText(schema, columns);
        KeyFilter keys = options.keys();
        source.read(
                range,
                row -> {
                    if (keys == null || keys.takes(columns.keyText(OnlyRows.key(schema, row)))) {
                        into.add(text.encode(row));
                    }
                });
    }

    private void requireRows(long rows, Range range) {
        if (rows > 0) {
            return;
        }
        Double sample = options.sample();
        if (sample != null) {
            throw new UserError(
                    "A sample must hold rows to compare, but --sample "
                            + sample * 100
                            + "% of the keys has none here: give a greater share.");
        }
        String to = time(range.to(), Long.MAX_VALUE);
        throw new UserError(
                "A comparison needs rows, but neither "
                        + left.label()
                        + " nor "
                        + right.label()
                        + " has a final one"
                        + (options.from() == null ? "" : " from " + options.from())
                        + (to == null ? "" : " to " + to)
                        + ": choose another range, or wait until there are some.");
    }

    private Comparison found(
            ComparedColumns columns,
            Range range,
            long leftRows,
            long rightRows,
            long hashed,
            long read,
            Differences differences) {
        List<RowDifference> kept = differences.kept();
        boolean all = kept.size() == differences.count();
        Explainer.Answer answer =
                options.explain() > 0 && !kept.isEmpty()
                        ? new Explainer(settings, left, right, columns, options, err)
                                .explain(kept, all)
                        : new Explainer.Answer(null, null);
        return new Comparison(
                new Comparison.Compared(left.label(), left.origin(), leftRows),
                new Comparison.Compared(right.label(), right.origin(), rightRows),
                time(range.from(), Long.MIN_VALUE),
                time(range.to(), Long.MAX_VALUE),
                options.sample(),
                columns.keyNames(),
                columns.valueNames(),
                columns.added(),
                columns.removed(),
                columns.retyped(),
                differences.count(Kind.MISSING),
                differences.count(Kind.EXTRA),
                differences.count(Kind.DIFFERENT),
                differences.byColumn(),
                hashed,
                read,
                List.copyOf(kept.subList(0, Math.min(options.limit(), kept.size()))),
                answer.why(),
                answer.whyNot());
    }

    private static @Nullable String time(long millis, long none) {
        return millis == none ? null : Instant.ofEpochMilli(millis).toString();
    }
}
