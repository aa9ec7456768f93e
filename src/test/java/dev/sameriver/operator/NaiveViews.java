package dev.sameriver.operator;

import dev.sameriver.log.Clock;
import dev.sameriver.operator.NaiveLog.Kind;
import dev.sameriver.view.RowCsv;
import dev.sameriver.view.ViewRow;
import dev.sameriver.window.NaiveWindows;
import dev.sameriver.window.NaiveWindows.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    private final TreeMap<String, TreeMap<Window, List<Long>>> windows = new TreeMap<>();
    private final List<String> late = new ArrayList<>();
    private final List<String> dead = new ArrayList<>();
    private long readFrom = Long.MIN_VALUE;
    private long counted;
    private long lateCount;

    private NaiveViews(NaiveLog log, long bound, long from, long to) {
        this.log = log;
        this.bound = bound;
        this.from = from;
        this.to = to;
    }

    /** Aligned windows: an event counts in window w iff w.end > the event's own clock. */
    static Result aligned(NaiveLog log, long bound, NaiveWindows spec) {
        NaiveViews view = new NaiveViews(log, bound, Long.MIN_VALUE, Long.MAX_VALUE);
        view.eachEvent(
                (key, amount, time, clock, partition, offset) -> {
                    TreeSet<Window> missed = new TreeSet<>();
                    TreeSet<Window> counting = new TreeSet<>();
                    for (Window window : spec.windowsOf(time)) {
                        (window.end() > clock ? counting : missed).add(window);
                    }
                    for (Window window : counting) {
                        view.put(key, window, List.of(amount));
                    }
                    view.verdict(counting.isEmpty(), missed, time, clock, partition, offset);
                });
        return view.result();
    }

    /** Sessions: an event counts iff time >= its own clock; less than the gap apart share one. */
    static Result sessions(NaiveLog log, long bound, long gap, long from, long to) {
        // A run over a range reads what may share a session with an event of the range.
        NaiveViews view = new NaiveViews(log, bound, from, to);
        view.readFrom = from == Long.MIN_VALUE ? from : from - gap + 1;
        Map<String, TreeMap<Long, List<Long>>> times = new TreeMap<>();
        view.eachEvent(
                (key, amount, time, clock, partition, offset) -> {
                    boolean isLate = time < clock;
                    if (!isLate) {
                        times.computeIfAbsent(key, any -> new TreeMap<>())
                                .computeIfAbsent(time, any -> new ArrayList<>())
                                .add(amount);
                    }
                    view.verdict(isLate, new TreeSet<>(), time, clock, partition, offset);
                });
        times.forEach((key, ofKey) -> view.putSessions(key, ofKey, gap));
        return view.result();
    }

    private void putSessions(String key, TreeMap<Long, List<Long>> times, long gap) {
        long first = times.firstKey();
        long last = first;
        List<Long> amounts = new ArrayList<>();
        for (Map.Entry<Long, List<Long>> at : times.entrySet()) {
            if (at.getKey() - last >= gap) {
                put(key, new Window(first, last + gap), amounts);
                first = at.getKey();
                amounts = new ArrayList<>();
            }
            last = at.getKey();
            amounts.addAll(at.getValue());
        }
        put(key, new Window(first, last + gap), amounts);
    }

    private interface Judge {
        void judge(String key, long amount, long time, long clock, int partition, int offset);
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
                if (value.key() == null || value.amount() == null) {
                    dead.add(partition + "/" + offset);
                } else {
                    judge.judge(
                            value.key(), value.amount(), entry.time(), clock, partition, offset);
                }
            }
        }
    }

    private void put(String key, Window window, List<Long> amounts) {
        windows.computeIfAbsent(key, any -> new TreeMap<>())
                .computeIfAbsent(window, any -> new ArrayList<>())
                .addAll(amounts);
    }

    private void verdict(
            boolean isLate,
            TreeSet<Window> missed,
            long time,
            long clock,
            int partition,
            int offset) {
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
            Reading value =
                    Objects.requireNonNull(log.partitions().get(partition).get(offset).value());
            @Nullable Object[] row = {
                NaiveLog.NAME,
                1L,
                (long) partition,
                (long) offset,
                time,
                clock == Clock.NONE ? null : clock,
                isLate ? "late" : "partial",
                windowsMissed,
                value.toString()
            };
            late.add(RowCsv.line(SideRows.LATE, new ViewRow(row, true)));
        }
    }

    private Result result() {
        List<String> rows = new ArrayList<>();
        windows.forEach(
                (key, ofKey) ->
                        ofKey.forEach(
                                (window, amounts) -> {
                                    if (window.end() <= log.horizon(bound)
                                            && window.start() >= from
                                            && window.end() <= to) {
                                        rows.add(row(key, window, amounts));
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

    private static String row(String key, Window window, List<Long> amounts) {
        long sum = amounts.stream().mapToLong(Long::longValue).sum();
        return String.join(
                ",",
                key,
                instant(window.start()),
                instant(window.end()),
                String.valueOf(amounts.size()),
                String.valueOf(sum),
                String.valueOf(amounts.stream().mapToLong(Long::longValue).min().orElseThrow()),
                String.valueOf(amounts.stream().mapToLong(Long::longValue).max().orElseThrow()),
                String.valueOf((double) sum / amounts.size()));
    }

    private static String instant(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
