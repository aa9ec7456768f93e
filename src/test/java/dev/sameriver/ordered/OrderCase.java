package dev.sameriver.ordered;

import dev.sameriver.log.Clock;
import dev.sameriver.operator.KeyColumns;
import dev.sameriver.operator.NaiveLog;
import dev.sameriver.operator.NaiveLog.Entry;
import dev.sameriver.operator.Reading;
import dev.sameriver.operator.RowRange;
import dev.sameriver.operator.Share;
import dev.sameriver.operator.SideRows;
import dev.sameriver.view.Column;
import dev.sameriver.view.ColumnType;
import dev.sameriver.view.RowSchema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.jspecify.annotations.Nullable;

/**
 * Random logs and a random derivation of them. Times lie on a coarse grid, so that ties within a
 * log and between logs are common. In some cases one key has more than half of the events, and in
 * some a log has only heartbeats for longer than its bound.
 *
 * @param logs of each input of the machine, in order
 * @param bounds their disorder bounds, in milliseconds
 * @param latest whether events of input 0 take their place when they became known
 * @param machine the machine that all events go to
 * @param naming how events name those that they come after; null if they do not
 * @param chained whether its results go to another machine
 * @param from rows are at or after this
 * @param to rows are before this
 */
record OrderCase(
        List<NaiveLog> logs,
        List<Long> bounds,
        boolean latest,
        Machine<?, Reading, Outcome> machine,
        @Nullable Naming naming,
        boolean chained,
        long from,
        long to) {

    static final List<String> NAMES = List.of("rates", "payments", "refunds");

    static final KeyColumns<Reading> KEYS = KeyColumns.of("key", Reading::key);
    static final KeyColumns<Outcome> NEXT = KeyColumns.of("next", Outcome::next);

    static final TypeInformation<Reading> READING = TypeInformation.of(Reading.class);
    static final TypeInformation<Outcome> OUTCOME = TypeInformation.of(Outcome.class);

    static final OrderedEventTypeInfo<Outcome> RESULTS =
            new OrderedEventTypeInfo<>(KEYS.typeInfo(), List.of(OUTCOME));
    static final OrderedEventTypeInfo<Outcome> REKEYED =
            new OrderedEventTypeInfo<>(NEXT.typeInfo(), List.of(OUTCOME));

    static final RowSchema SCHEMA = schema();

    static OrderCase random(Random random) {
        long unit = random.nextBoolean() ? 1 : 60_000;
        long around =
                switch (random.nextInt(4)) {
                    case 0 -> Clock.MIN_TIME + 20 * unit;
                    case 1 -> Clock.MAX_TIME - 60 * unit;
                    default -> 0;
                };
        List<NaiveLog> logs = new ArrayList<>();
        List<Long> bounds = new ArrayList<>();
        boolean skewed = random.nextInt(3) == 0;
        int silent = random.nextInt(3 * NAMES.size());
        Machine<?, Reading, Outcome> machine = machine(random, unit);
        int inputs = machine instanceof HashMachine ? 1 + random.nextInt(NAMES.size()) : 2;
        for (int i = 0; i < inputs; i++) {
            logs.add(log(random, around, unit, i, skewed, i == silent));
            bounds.add(random.nextInt(4) == 0 ? 0 : random.nextInt(20) * unit);
        }
        if (machine instanceof AnswerTold told) {
            machine = new AnswerTold(told.memory(), told.lease(), positions(random, logs.get(0)));
        }
        Naming naming =
                random.nextBoolean()
                        ? new Naming(
                                1 + random.nextInt(30) * unit,
                                random.nextBoolean() ? 0 : 1 + random.nextInt(30) * unit)
                        : null;
        return new OrderCase(
                naming == null ? logs : linked(random, logs),
                bounds,
                machine instanceof JoinMachine && random.nextBoolean(),
                machine,
                naming,
                random.nextInt(3) == 0,
                random.nextInt(4) == 0 ? around + random.nextInt(20) * unit : Long.MIN_VALUE,
                random.nextInt(4) == 0 ? around + random.nextInt(60) * unit : Long.MAX_VALUE);
    }

    private static Machine<?, Reading, Outcome> machine(Random random, long unit) {
        JoinKind kind = JoinKind.values()[random.nextInt(JoinKind.values().length)];
        return switch (random.nextInt(6)) {
            case 0 -> new HashMachine(random.nextBoolean() ? 0 : random.nextInt(9) * unit);
            case 1 -> {
                long lower = (random.nextInt(20) - 10) * unit;
                yield new IntervalTold(lower, lower + random.nextInt(12) * unit, kind);
            }
            case 2 -> {
                long step = (1 + random.nextInt(6)) * unit;
                boolean cumulative = random.nextInt(4) == 0;
                long size = step * (1 + random.nextInt(3));
                long odd = cumulative ? 0 : random.nextInt(3) * unit;
                yield new WindowTold(cumulative, size + odd, step, random.nextInt(5) * unit, kind);
            }
            case 3 -> {
                long lease = random.nextBoolean() ? 0 : (1 + random.nextInt(30)) * unit;
                yield new AnswerTold(random.nextInt(30) * unit, lease, List.of("yesterday"));
            }
            default ->
                    new JoinMachine(Unmatched.values()[random.nextInt(Unmatched.values().length)]);
        };
    }

    private static NaiveLog log(
            Random random, long around, long unit, int number, boolean skewed, boolean silent) {
        List<List<Entry>> partitions = new ArrayList<>();
        long disorder = random.nextInt(25) * unit;
        long greatest = Clock.MIN_TIME;
        for (int p = 1 + random.nextInt(3); p > 0; p--) {
            List<Entry> entries = new ArrayList<>();
            int size = random.nextInt(30);
            for (int i = 0; i < size; i++) {
                long time = around + i * unit - Math.floorMod(random.nextLong(), disorder + 1);
                long aligned = time - Math.floorMod(time, unit);
                long accepted = Math.max(Clock.MIN_TIME, Math.min(Clock.MAX_TIME, aligned));
                greatest = Math.max(greatest, accepted);
                long id = 1L + number * 1_000 + p * 100 + i;
                entries.add(
                        silent && i >= 5 && i < 25
                                ? Entry.heartbeat(accepted)
                                : entry(random, accepted, id, skewed));
            }
            partitions.add(entries);
        }
        if (random.nextInt(5) > 0) {
            // Most logs end as an import does, so that most rows are final.
            long end = Math.min(Clock.MAX_TIME, greatest + 20 * unit);
            partitions.forEach(entries -> entries.add(Entry.heartbeat(end)));
        }
        return new NaiveLog(List.copyOf(partitions));
    }

    private static Entry entry(Random random, long time, long id, boolean skewed) {
        int other = random.nextInt(4);
        String key = String.valueOf((char) ('a' + (skewed && random.nextBoolean() ? 0 : other)));
        return switch (random.nextInt(16)) {
            case 0 -> Entry.dead();
            case 1 -> Entry.heartbeat(time);
            case 2 -> Entry.event(time, new Reading(null, 1L, id, 0));
            case 3 -> Entry.event(time, new Reading(key, null, id, 0));
            default ->
                    Entry.event(
                            time, new Reading(key, (long) random.nextInt(2_000) - 1_000, id, 0));
        };
    }

    /** Where changes of a log may stand, and what is no such position. */
    private static List<String> positions(Random random, NaiveLog log) {
        List<String> positions = new ArrayList<>(List.of("yesterday"));
        for (int p = 0; p < log.partitions().size(); p++) {
            List<Entry> entries = log.partitions().get(p);
            for (int offset = 0; offset < entries.size(); offset++) {
                long time = entries.get(offset).time();
                if (time != Clock.NONE) {
                    positions.add(position(random, time, "/1/" + p + "/" + offset + "/0"));
                }
            }
        }
        return positions;
    }

    private static String position(Random random, long time, String place) {
        String at = Instant.ofEpochMilli(time).toString();
        return switch (random.nextInt(20)) {
            case 0, 1, 2, 3 -> at;
            case 4 -> at + "/payments" + place;
            case 5 -> at + "/nowhere" + place;
            default -> at + "/rates" + place;
        };
    }

    /** Lets one in three events name another one or two, most often of their key and near them. */
    private static List<NaiveLog> linked(Random random, List<NaiveLog> logs) {
        List<Entry> events =
                logs.stream()
                        .flatMap(log -> log.partitions().stream())
                        .flatMap(List::stream)
                        .filter(entry -> entry.value() != null)
                        .sorted(Comparator.comparingLong(Entry::time))
                        .toList();
        List<NaiveLog> linked = new ArrayList<>();
        for (NaiveLog log : logs) {
            List<List<Entry>> partitions = new ArrayList<>();
            for (List<Entry> partition : log.partitions()) {
                partitions.add(
                        partition.stream().map(entry -> linked(random, entry, events)).toList());
            }
            linked.add(new NaiveLog(partitions));
        }
        return linked;
    }

    private static Entry linked(Random random, Entry entry, List<Entry> events) {
        Reading value = entry.value();
        if (value == null || random.nextInt(3) > 0) {
            return entry;
        }
        long first = near(random, entry, events);
        long second = random.nextInt(4) == 0 ? near(random, entry, events) : 0;
        return Entry.event(entry.time(), Naming.naming(value, first, second));
    }

    private static long near(Random random, Entry entry, List<Entry> events) {
        int index = events.indexOf(entry);
        Reading found = Objects.requireNonNull(entry.value());
        for (int tries = 0; tries < 8; tries++) {
            int other = index + random.nextInt(30) - 20;
            if (other >= 0 && other < events.size()) {
                found = Objects.requireNonNull(events.get(other).value());
                if (Objects.equals(found.key(), entry.value().key())) {
                    break;
                }
            }
        }
        return found.number();
    }

    private static RowSchema schema() {
        List<Column> columns = new ArrayList<>(SideRows.POSITION);
        columns.add(new Column("number", ColumnType.LONG));
        columns.add(new Column("event_time", ColumnType.TIMESTAMP));
        columns.add(new Column("text", ColumnType.TEXT));
        return new RowSchema(columns, SideRows.POSITION.size() + 1);
    }

    /** The same without causes and a second machine, and with amounts where there were none. */
    OrderCase plain(boolean asLatest) {
        List<NaiveLog> whole = new ArrayList<>();
        for (NaiveLog log : logs) {
            List<List<Entry>> partitions = new ArrayList<>();
            log.partitions()
                    .forEach(entries -> partitions.add(entries.stream().map(this::plain).toList()));
            whole.add(new NaiveLog(partitions));
        }
        return new OrderCase(whole, bounds, asLatest, machine, null, false, from, to);
    }

    private Entry plain(Entry entry) {
        Reading value = entry.value();
        return value == null || value.amount() != null
                ? entry
                : Entry.event(entry.time(), value.key(), 0L);
    }

    /** The least clock over all partitions of all logs at their ends. */
    long horizon() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < logs.size(); i++) {
            least = Math.min(least, logs.get(i).horizon(bounds.get(i)));
        }
        return least;
    }

    private RowRange range() {
        return new RowRange(from, to, horizon(), false);
    }

    private List<String> names() {
        return NAMES.subList(0, logs.size());
    }

    OrderedEventTypeInfo<Reading> events() {
        return new OrderedEventTypeInfo<>(
                KEYS.typeInfo(), logs.stream().map(any -> READING).toList());
    }

    /** Whether each result is of one event, which is dead if the result is refused. */
    boolean isOfOneEvent() {
        return !(machine instanceof TimedMachine || machine instanceof AnswerTold);
    }

    /** All that the operators of the derivation are given, with their shares in the sums. */
    Stages stages() {
        Share.All shares = new Share.All();
        List<InputStage<Reading>> inputs = new ArrayList<>();
        for (int i = 0; i < logs.size(); i++) {
            Known known = latest && i == 0 ? Known.read(bounds.get(i)) : Known.AT_ITS_TIME;
            inputs.add(
                    new InputStage<>(
                            NAMES.get(i),
                            "judge",
                            i,
                            Lane.alone(i),
                            KEYS,
                            range(),
                            null,
                            null,
                            known,
                            shares.next()));
        }
        MachineStage<Causal<Reading>, Reading, Reading> causing =
                naming == null ? null : causing(naming, shares.next());
        MachineStage<?, Reading, Outcome> first = first(machine, shares.next());
        Share behind = isOfOneEvent() ? shares.next() : null;
        RowStage<Outcome> rows =
                new RowStage<>(
                        "columns",
                        SCHEMA,
                        true,
                        List.of(Outcome::text),
                        false,
                        range(),
                        names(),
                        chained ? null : behind);
        MachineStage<Long, Outcome, Outcome> second =
                new MachineStage<>(
                        "second",
                        new ChainMachine(),
                        TypeInformation.of(Long.class),
                        REKEYED,
                        range(),
                        names(),
                        null);
        return new Stages(inputs, causing, first, behind, second, rows);
    }

    private MachineStage<Causal<Reading>, Reading, Reading> causing(Naming of, Share share) {
        return new MachineStage<>(
                "causes",
                new CausalMachine<>(of.causes()),
                Causal.type(events()),
                events(),
                range(),
                names(),
                share);
    }

    @SuppressWarnings("unchecked")
    private <S> MachineStage<S, Reading, Outcome> first(
            Machine<S, Reading, Outcome> of, Share share) {
        return new MachineStage<>(
                "first", of, (TypeInformation<S>) state(of), events(), range(), names(), share);
    }

    @SuppressWarnings("unchecked")
    private TypeInformation<?> state(Machine<?, ?, ?> of) {
        TypeInformation<OrderedEvent<Object>> events =
                (TypeInformation<OrderedEvent<Object>>) (TypeInformation<?>) events();
        if (of instanceof HashMachine) {
            return TypeInformation.of(HashMachine.Hash.class);
        }
        if (of instanceof AnswerTold) {
            return Served.type(events);
        }
        if (of instanceof IntervalTold) {
            return IntervalMachine.state(events);
        }
        return of instanceof WindowTold ? WindowMachine.state(events) : READING;
    }

    /**
     * What the operators are given.
     *
     * @param causing of what puts events behind those that they name; null if they do not
     * @param behind the share of what keys the results anew, or makes rows of them; null if results
     *     are not of one event
     */
    record Stages(
            List<InputStage<Reading>> inputs,
            @Nullable MachineStage<Causal<Reading>, Reading, Reading> causing,
            MachineStage<?, Reading, Outcome> first,
            @Nullable Share behind,
            MachineStage<Long, Outcome, Outcome> second,
            RowStage<Outcome> rows) {

        RekeyOperator<Outcome> rekey() {
            return new RekeyOperator<>("key", NEXT, Lane.alone(0), first.logs(), behind);
        }
    }

    /** What a derivation gives: lines of rows, late events, and the places of dead letters. */
    record Result(
            List<String> rows,
            List<String> late,
            List<String> dead,
            long counted,
            long lateCount,
            long deadCount) {}
}
