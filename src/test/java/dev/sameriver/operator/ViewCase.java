package dev.sameriver.operator;

import dev.sameriver.aggregate.Aggregation;
import dev.sameriver.aggregate.CountedEvents;
import dev.sameriver.log.Clock;
import dev.sameriver.operator.NaiveLog.Entry;
import dev.sameriver.view.Column;
import dev.sameriver.view.ColumnType;
import dev.sameriver.view.RowSchema;
import dev.sameriver.window.NaiveWindows;
import dev.sameriver.window.WindowSpec;
import dev.sameriver.window.Windows;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A random log and a random view of it. Times lie on a coarse grid, so that ties and events on the
 * edges of windows are common.
 *
 * @param aligned the windows, or null for sessions of {@code gap}
 */
record ViewCase(
        NaiveLog log,
        long bound,
        @Nullable NaiveWindows aligned,
        long gap,
        long from,
        long to,
        Shape shape) {

    static final KeyColumns<Reading> KEYS = KeyColumns.of("key", Reading::key);

    private static final KeyColumns<Reading> NUMBERS = KeyColumns.of("key", Reading::number);

    static final RowSchema SCHEMA = schema(KEYS, DrawnColumns.of(DrawnColumns.PLAIN));

    /**
     * What kind of keys, columns and log a view has.
     *
     * @param numbers whether keys are numbers; else they are texts
     * @param columns see {@link DrawnColumns#of}
     * @param large whether there are thousands of events and of keys; else there are some of each
     */
    private record Shape(boolean numbers, long columns, boolean large) {

        static final Shape PLAIN = new Shape(false, DrawnColumns.PLAIN, false);

        static Shape random(Random random) {
            return new Shape(
                    random.nextBoolean(),
                    random.nextBoolean() ? DrawnColumns.PLAIN : random.nextLong(),
                    random.nextInt(100) == 0);
        }

        Reading reading(Random random, @Nullable Long amount) {
            int key = random.nextInt(large ? 10_000 : 5);
            double share = random.nextInt(50) == 0 ? Double.NaN : amount == null ? 0 : amount / 8.0;
            if (numbers) {
                long number = (key - 2) * 0x1_0000_0001L;
                return new Reading(String.valueOf(number), amount, number, share);
            }
            String text = large ? "k" + key : String.valueOf((char) ('a' + key));
            return new Reading(text, amount, random.nextInt(100) - 50, share);
        }
    }

    private static final List<String> CHANGES =
            List.of(
                    "America/New_York 2001-04-01T07:00:00Z",
                    "America/New_York 2001-10-28T06:00:00Z",
                    "Australia/Lord_Howe 2023-09-30T15:30:00Z",
                    "Australia/Lord_Howe 2024-04-06T15:00:00Z",
                    "Pacific/Apia 2011-12-30T10:00:00Z",
                    "Asia/Kolkata 2024-04-06T15:00:00Z");

    /** Five columns: count, sum, least, greatest and mean of the amounts. */
    static Aggregation<Reading> aggregation() {
        return new Aggregation<>(DrawnColumns.of(DrawnColumns.PLAIN).all());
    }

    /** A view with keys that are texts and the five columns. */
    static ViewCase random(Random random) {
        return random(random, Shape.PLAIN);
    }

    /** A view with keys and columns of any kind, and now and then with thousands of keys. */
    static ViewCase ofAnyShape(Random random) {
        return random(random, Shape.random(random));
    }

    private static ViewCase random(Random random, Shape shape) {
        if (random.nextInt(4) == 0) {
            return zoned(random, shape);
        }
        long unit = random.nextBoolean() ? 1 : 60_000;
        long around =
                switch (random.nextInt(4)) {
                    case 0 -> Clock.MIN_TIME + 20 * unit;
                    case 1 -> Clock.MAX_TIME - 60 * unit;
                    default -> 0;
                };
        long step = (1 + random.nextInt(5)) * unit;
        long offset = random.nextBoolean() ? 0 : (random.nextInt(41) - 20) * unit;
        NaiveLog log = log(random, around, unit, shape);
        long bound = random.nextInt(4) == 0 ? 0 : random.nextInt(20) * unit;
        int kind = random.nextInt(4);
        if (kind == 0) {
            long from =
                    random.nextInt(3) == 0 ? around + random.nextInt(30) * unit : Long.MIN_VALUE;
            long to = random.nextInt(3) == 0 ? around + random.nextInt(60) * unit : Long.MAX_VALUE;
            return new ViewCase(log, bound, null, (1 + random.nextInt(8)) * unit, from, to, shape);
        }
        long size = kind == 1 ? step : step + random.nextInt(10) * unit;
        NaiveWindows windows =
                kind == 3
                        ? new NaiveWindows(
                                true, step * (1 + random.nextInt(5)), step, offset, ZoneOffset.UTC)
                        : new NaiveWindows(false, size, step, offset, ZoneOffset.UTC);
        return new ViewCase(log, bound, windows, 0, Long.MIN_VALUE, Long.MAX_VALUE, shape);
    }

    private static ViewCase zoned(Random random, Shape shape) {
        String[] change = CHANGES.get(random.nextInt(CHANGES.size())).split(" ");
        long unit = Duration.ofMinutes(15).toMillis();
        long around = Instant.parse(change[1]).toEpochMilli() - 20 * unit;
        long step = (1 + random.nextInt(6)) * unit;
        long offset = random.nextBoolean() ? 0 : (random.nextInt(21) - 10) * unit;
        ZoneId zone = ZoneId.of(change[0]);
        NaiveWindows windows =
                random.nextBoolean()
                        ? new NaiveWindows(
                                false, step + random.nextInt(8) * unit, step, offset, zone)
                        : new NaiveWindows(
                                true, step * (1 + random.nextInt(4)), step, offset, zone);
        return new ViewCase(
                log(random, around, unit, shape),
                random.nextInt(20) * unit,
                windows,
                0,
                Long.MIN_VALUE,
                Long.MAX_VALUE,
                shape);
    }

    private static NaiveLog log(Random random, long around, long unit, Shape shape) {
        List<List<Entry>> partitions = new ArrayList<>();
        int count = (shape.large() ? 3 : 1) + random.nextInt(shape.large() ? 3 : 5);
        boolean mayBeEmpty = random.nextInt(6) == 0;
        long disorder = random.nextInt(25) * unit;
        long greatest = Clock.MIN_TIME;
        for (int p = 0; p < count; p++) {
            List<Entry> entries = new ArrayList<>();
            int most = shape.large() ? 1_200 : 30;
            int size =
                    mayBeEmpty && random.nextBoolean()
                            ? 0
                            : most - random.nextInt(most - 1) / (shape.large() ? 2 : 1);
            long pace = 1L + random.nextInt(3);
            for (int i = 0; i < size; i++) {
                long back = disorder == 0 ? 0 : Math.floorMod(random.nextLong(), disorder + 1);
                long time = grid(random, around + 30L * i / most * pace * unit - back, unit);
                greatest = Math.max(greatest, time);
                entries.add(entry(random, time, entries, shape));
            }
            partitions.add(entries);
        }
        if (random.nextInt(3) > 0) {
            // Most logs end as an import does, so that most rows are final.
            for (List<Entry> entries : partitions) {
                if (!mayBeEmpty) {
                    entries.add(Entry.heartbeat(Math.min(Clock.MAX_TIME, greatest + 20 * unit)));
                }
            }
        }
        return new NaiveLog(Collections.unmodifiableList(partitions));
    }

    private static long grid(Random random, long time, long unit) {
        long aligned = time - Math.floorMod(time, unit);
        long moved = random.nextInt(3) == 0 ? aligned + random.nextInt(3) - 1 : aligned;
        return Math.max(Clock.MIN_TIME, Math.min(Clock.MAX_TIME, moved));
    }

    private static Entry entry(Random random, long time, List<Entry> before, Shape shape) {
        return switch (random.nextInt(20)) {
            case 0 -> Entry.dead();
            case 1 -> Entry.heartbeat(time);
            case 2 -> shape.numbers() ? Entry.heartbeat(time) : Entry.event(time, null, 1L);
            case 3 -> Entry.event(time, shape.reading(random, null));
            case 4 -> before.isEmpty() ? Entry.heartbeat(time) : before.get(before.size() - 1);
            default ->
                    Entry.event(time, shape.reading(random, (long) random.nextInt(2_000) - 1_000));
        };
    }

    NaiveViews.Result expected() {
        return expected(columns());
    }

    /** The five columns, and behind them the events of each row. */
    NaiveViews.Result listed() {
        return expected(
                new DrawnColumns(
                        DrawnColumns.of(DrawnColumns.PLAIN).all(),
                        List.of(new CountedEvents<>(NaiveLog.NAME)),
                        true));
    }

    private NaiveViews.Result expected(DrawnColumns columns) {
        return aligned != null
                ? NaiveViews.aligned(log, bound, aligned, columns)
                : NaiveViews.sessions(log, bound, gap, from, to, columns);
    }

    private DrawnColumns columns() {
        return DrawnColumns.of(shape.columns());
    }

    private KeyColumns<Reading> keys() {
        return shape.numbers() ? NUMBERS : KEYS;
    }

    RowSchema schema() {
        return schema(keys(), columns());
    }

    private static RowSchema schema(KeyColumns<Reading> keys, DrawnColumns columns) {
        List<Column> all = new ArrayList<>(keys.columns());
        all.add(new Column("window_start", ColumnType.TIMESTAMP));
        all.add(new Column("window_end", ColumnType.TIMESTAMP));
        columns.all().forEach(column -> all.add(new Column(column.name(), column.type())));
        return new RowSchema(all, 3);
    }

    long distinctKeys() {
        return log.partitions().stream()
                .flatMap(List::stream)
                .map(Entry::value)
                .filter(Objects::nonNull)
                .map(Reading::key)
                .distinct()
                .count();
    }

    /** How many records are read at once, at most. */
    int mostAtOnce() {
        return shape.large() ? 1_000 : 4;
    }

    WindowSpec windows() {
        return aligned != null ? aligned.spec() : Windows.session(Duration.ofMillis(gap));
    }

    /** What both operators are given; a fresh one each time, as after a restart. */
    WindowStage<Reading> stage() {
        RowRange range = new RowRange(from, to, log.horizon(bound), false);
        Aggregation<Reading> aggregation = new Aggregation<>(columns().all());
        return new WindowStage<>(NaiveLog.NAME, keys(), aggregation, range, 0);
    }
}
