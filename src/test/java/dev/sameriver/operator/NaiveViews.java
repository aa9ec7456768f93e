package dev.sameriver.operator;

import dev.sameriver.aggregate.Aggregation;
import dev.sameriver.aggregate.Totals;
import dev.sameriver.log.Clock;
import dev.sameriver.log.Event;
import dev.sameriver.operator.NaiveLog.Kind;
import dev.sameriver.view.Column;
import dev.sameriver.view.RowCsv;
import dev.sameriver.view.RowSchema;
import dev.sameriver.view.ViewRow;
import dev.sameriver.window.NaiveWindows;
import dev.sameriver.window.NaiveWindows.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The naive oracle: what a view must give for a whole log, worked out record by record from the
 * rules of the log, with every window listed.
 */
final class NaiveViews {

    /** What a run must give; rows are CSV lines, sorted. */
    record Result(
            List<String> rows,
            List<String> late,
            List<String> dead,
            long counted,
            long lateCount,
            long deadCount) {}

    private final NaiveLog log;
    private final long bound;
    private final long from;
    private final long to;
    private final DrawnColumns columns;
    private final Aggregation<Reading> others;
    private final TreeMap<String, TreeMap<Window, List<Event<Reading>>>> windows = new TreeMap<>();
    private final List<String> late = new ArrayList<>();
    private final List<String> dead = new ArrayList<>();
    private long readFrom = Long.MIN_VALUE;
    private long counted;
    private long lateCount;

    private NaiveViews(NaiveLog log, long bound, long from, long to, DrawnColumns columns) {
        this.log = log;
        this.bound = bound;
        this.from = from;
        this.to = to;
        this.columns = columns;
        this.others = new Aggregation<>(columns.others());
    }

    /** Aligned windows: an event counts in window w iff w.end > the event's own clock. */
    static Result aligned(NaiveLog log, long bound, NaiveWindows spec, DrawnColumns columns) {
        NaiveViews view = new NaiveViews(log, bound, Long.MIN_VALUE, Long.MAX_VALUE, columns);
        view.eachEvent(
                (key, event) -> {
                    TreeSet<Window> missed = new TreeSet<>();
                    TreeSet<Window> counting = new TreeSet<>();
                    for (Window window : spec.windowsOf(event.time())) {
                        (window.end() > event.clock() ? counting : missed).add(window);
                    }
                    for (Window window : counting) {
                        view.put(key, window, List.of(event));
                    }
                    view.verdict(counting.isEmpty(), missed, event);
                });
        return view.result();
    }

    /** Sessions: an event counts iff time >= its own clock; less than the gap apart share one. */
    static Result sessions(
            NaiveLog log, long bound, long gap, long from, long to, DrawnColumns columns) {
        // A run over a range reads what may share a session with an event of the range.
        NaiveViews view = new NaiveViews(log, bound, from, to, columns);
        view.readFrom = from == Long.MIN_VALUE ? from : from - gap + 1;
        Map<String, TreeMap<Long, List<Event<Reading>>>> times = new TreeMap<>();
        view.eachEvent(
                (key, event) -> {
                    boolean isLate = event.time() < event.clock();
                    if (!isLate) {
                        times.computeIfAbsent(key, any -> new TreeMap<>())
                                .computeIfAbsent(event.time(), any -> new ArrayList<>())
                                .add(event);
                    }
                    view.verdict(isLate, new TreeSet<>(), event);
                });
        times.forEach((key, ofKey) -> view.putSessions(key, ofKey, gap));
        return view.result();
    }

    private void putSessions(String key, TreeMap<Long, List<Event<Reading>>> times, long gap) {
        long first = times.firstKey();
        long last = first;
        List<Event<Reading>> events = new ArrayList<>();
        for (Map.Entry<Long, List<Event<Reading>>> at : times.entrySet()) {
            if (at.getKey() - last >= gap) {
                put(key, new Window(first, last + gap), events);
                first = at.getKey();
                events = new ArrayList<>();
            }
            last = at.getKey();
            events.addAll(at.getValue());
        }
        put(key, new Window(first, last + gap), events);
    }

    private interface Judge {
        void judge(String key, Event<Reading> event);
    }

    private void eachEvent(Judge judge) {
        for (int partition = 0; partition < log.partitions().size(); partition++) {
            long greatest = Clock.NONE;
            List<NaiveLog.Entry> entries = log.partitions().get(partition);
            for (int offset = 0; offset < entries.size(); offset++) {
                NaiveLog.Entry entry = entries.get(offset);
                if (entry.kind() == Kind.DEAD) {
                    dead.add(partition + "/" + offset);
                    continue;
                }
                long clock = greatest == Clock.NONE ? Clock.NONE : greatest - bound;
                greatest = Math.max(greatest, entry.time());
                Reading value = entry.value();
                if (value == null || entry.time() < readFrom || entry.time() >= to) {
                    continue;
                }
                boolean fails = value.amount() == null && columns.readAmount();
                if (value.key() == null || fails) {
                    dead.add(partition + "/" + offset);
                } else {
                    judge.judge(
                            value.key(),
                            Event.of(1, partition, offset, entry.time(), clock, value));
                }
            }
        }
    }

    private void put(String key, Window window, List<Event<Reading>> events) {
        windows.computeIfAbsent(key, any -> new TreeMap<>())
                .computeIfAbsent(window, any -> new ArrayList<>())
                .addAll(events);
    }

    private void verdict(boolean isLate, TreeSet<Window> missed, Event<Reading> event) {
        if (isLate) {
            lateCount++;
        } else {
            counted++;
        }
        if (isLate || !missed.isEmpty()) {
            String windowsMissed =
                    missed.stream()
                            .map(w -> instant(w.start()) + "/" + instant(w.end()))
                            .collect(Collectors.joining(" "));
            @Nullable Object[] row = {
                NaiveLog.NAME,
                1L,
                (long) event.partition(),
                event.offset(),
                event.time(),
                event.clock() == Clock.NONE ? null : event.clock(),
                isLate ? "late" : "partial",
                windowsMissed,
                event.value().toString()
            };
            late.add(RowCsv.line(SideRows.LATE, new ViewRow(row, true)));
        }
    }

    private Result result() {
        List<String> rows = new ArrayList<>();
        windows.forEach(
                (key, ofKey) ->
                        ofKey.forEach(
                                (window, events) -> {
                                    if (window.end() <= log.horizon(bound)
                                            && window.start() >= from
                                            && window.end() <= to) {
                                        rows.add(row(key, window, events));
                                    }
                                }));
        return new Result(
                rows.stream().sorted().toList(),
                late.stream().sorted().toList(),
                dead.stream().sorted().toList(),
                counted,
                lateCount,
                dead.size());
    }

    private String row(String key, Window window, List<Event<Reading>> events) {
        List<String> cells = new ArrayList<>();
        cells.addAll(List.of(key, instant(window.start()), instant(window.end())));
        if (!columns.plain().isEmpty()) {
            cells.addAll(five(events));
        }
        if (!columns.others().isEmpty()) {
            cells.add(others(events));
        }
        return String.join(",", cells);
    }

    private static List<String> five(List<Event<Reading>> events) {
        List<Long> amounts = events.stream().map(event -> event.value().value()).toList();
        long sum = amounts.stream().mapToLong(Long::longValue).sum();
        return List.of(
                String.valueOf(amounts.size()),
                String.valueOf(sum),
                String.valueOf(amounts.stream().mapToLong(Long::longValue).min().orElseThrow()),
                String.valueOf(amounts.stream().mapToLong(Long::longValue).max().orElseThrow()),
                String.valueOf((double) sum / amounts.size()));
    }

    /** Adds up event by event what is too long to work out here; their own tests see to that. */
    private String others(List<Event<Reading>> events) {
        Totals totals = others.create();
        for (Event<Reading> event : events) {
            others.read(event);
            others.add(totals);
        }
        @Nullable Object[] row = new @Nullable Object[others.size()];
        others.results(totals, row, 0);
        List<Column> schema =
                columns.others().stream()
                        .map(column -> new Column(column.name(), column.type()))
                        .toList();
        return RowCsv.line(new RowSchema(schema, 1), new ViewRow(row, true));
    }

    private static String instant(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
