package dev.sameriver.ordered;

import dev.sameriver.log.Clock;
import dev.sameriver.operator.NaiveLog;
import dev.sameriver.operator.NaiveLog.Entry;
import dev.sameriver.operator.NaiveLog.Kind;
import dev.sameriver.operator.Reading;
import dev.sameriver.window.NaiveWindows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The oracle: judges every event, sorts those that count, and goes through them once. */
final class NaiveOrder {

    /** An event that counts. */
    record Fact(int log, int partition, int offset, long time, String key, Reading value) {}

    /** A result of a fact. */
    record Given(Fact fact, long number, long time, String text, long next) {

        Given(Fact fact, long number, String text, long next) {
            this(fact, number, fact.time(), text, next);
        }

        static Given told(Fact fact, long number, long time, String text) {
            return new Given(fact, number, time, text, Math.floorMod(text.hashCode(), 3));
        }
    }

    private final OrderCase derivation;

    /** Nothing at or behind this is known, or asked for. */
    private final long end;

    private final List<Fact> facts = new ArrayList<>();
    private final List<String> late = new ArrayList<>();
    private final List<String> dead = new ArrayList<>();
    private long refused;

    private NaiveOrder(OrderCase derivation) {
        this.derivation = derivation;
        this.end = Math.min(derivation.horizon(), derivation.to());
    }

    static OrderCase.Result of(OrderCase derivation) {
        NaiveOrder naive = new NaiveOrder(derivation);
        return naive.derive();
    }

    private OrderCase.Result derive() {
        for (int log = 0; log < derivation.logs().size(); log++) {
            judge(log, derivation.logs().get(log), derivation.bounds().get(log));
        }
        long deadOnes = dead.size();
        List<Fact> settled = inOrder(facts);
        Naming naming = derivation.naming();
        if (naming != null) {
            settled = inOrder(caused(settled, naming));
        }
        List<Given> given = given(settled);
        if (derivation.chained()) {
            given = chained(given);
        }
        List<String> rows =
                given.stream()
                        .filter(row -> row.time() >= derivation.from())
                        .filter(row -> row.time() < derivation.to())
                        .map(NaiveOrder::line)
                        .sorted()
                        .toList();
        return new OrderCase.Result(
                rows,
                late.stream().sorted().toList(),
                dead.stream().sorted().toList(),
                facts.size() - refused,
                late.size(),
                deadOnes + refused);
    }

    private List<Given> given(List<Fact> settled) {
        Machine<?, ?, ?> machine = derivation.machine();
        if (machine instanceof JoinMachine join) {
            return joined(settled, join.unmatched());
        }
        if (machine instanceof HashMachine hash) {
            return hashed(settled, hash.ttl());
        }
        List<Fact> taken = new ArrayList<>();
        for (Fact fact : settled) {
            if (fact.value().amount() == null) {
                refused++;
                refuse(fact);
            } else {
                taken.add(fact);
            }
        }
        if (machine instanceof AnswerTold rules) {
            return answered(new NaiveAnswers(rules, taken));
        }
        List<Given> given =
                machine instanceof IntervalTold interval
                        ? withinInterval(taken, interval)
                        : inWindows(taken, (WindowTold) machine);
        given.removeIf(result -> result.time() >= end);
        given.sort(
                Comparator.comparingLong(Given::time)
                        .thenComparingInt(result -> result.fact().log())
                        .thenComparingInt(result -> result.fact().partition())
                        .thenComparingInt(result -> result.fact().offset())
                        .thenComparingLong(Given::number));
        return given;
    }

    private List<Given> answered(NaiveAnswers answers) {
        List<Given> given = answers.given();
        refused += answers.refused().size();
        answers.refused().forEach(this::refuse);
        return given;
    }

    private void judge(int log, NaiveLog records, long bound) {
        for (int partition = 0; partition < records.partitions().size(); partition++) {
            List<Entry> entries = records.partitions().get(partition);
            for (int offset = 0; offset < entries.size(); offset++) {
                Entry entry = entries.get(offset);
                Reading value = entry.value();
                if (entry.kind() == Kind.HEARTBEAT || entry.time() >= derivation.to()) {
                    continue;
                }
                String place = OrderCase.NAMES.get(log) + "/" + partition + "/" + offset;
                long clock = records.clock(partition, offset, bound);
                boolean latest = derivation.latest() && log == 0;
                long time = latest ? records.greatest(partition, offset + 1) : entry.time();
                if (value == null || value.key() == null) {
                    dead.add(place);
                } else if (clock != Clock.NONE && time < clock) {
                    late.add(place);
                } else {
                    facts.add(new Fact(log, partition, offset, time, value.key(), value));
                }
            }
        }
    }

    private List<Fact> inOrder(List<Fact> some) {
        return some.stream()
                .filter(fact -> fact.time() < end)
                .sorted(
                        Comparator.comparingLong(Fact::time)
                                .thenComparingInt(Fact::log)
                                .thenComparingInt(Fact::partition)
                                .thenComparingInt(Fact::offset))
                .toList();
    }

    /** Finds causal times as long as there are any more to find; what is left is overdue. */
    private List<Fact> caused(List<Fact> settled, Naming naming) {
        Map<String, Long> times = new HashMap<>();
        List<Fact> open = new ArrayList<>(settled);
        List<Fact> caused = new ArrayList<>();
        boolean found = true;
        while (found) {
            found = false;
            for (Fact fact : List.copyOf(open)) {
                Long time = causalTime(fact, times, naming);
                if (time != null) {
                    times.put(fact.key() + fact.value().number(), time);
                    caused.add(
                            new Fact(
                                    fact.log(),
                                    fact.partition(),
                                    fact.offset(),
                                    time,
                                    fact.key(),
                                    fact.value()));
                    open.remove(fact);
                    found = true;
                }
            }
        }
        for (Fact fact : open) {
            if (fact.time() + naming.bound() < end) {
                refused++;
                refuse(fact);
            }
        }
        return caused;
    }

    private static @Nullable Long causalTime(Fact fact, Map<String, Long> times, Naming naming) {
        long latest = fact.time();
        for (long cause : Naming.named(fact.value())) {
            Long time = times.get(fact.key() + cause);
            if (time == null
                    || time >= fact.time() + naming.bound()
                    || (naming.memory() > 0 && time < fact.time() - naming.memory())) {
                return null;
            }
            latest = Math.max(latest, time + 1);
        }
        return latest;
    }

    private void refuse(Fact fact) {
        dead.add(OrderCase.NAMES.get(fact.log()) + "/" + fact.partition() + "/" + fact.offset());
    }

    /** For each payment, looks through all rates. */
    private List<Given> joined(List<Fact> settled, Unmatched unmatched) {
        List<Given> given = new ArrayList<>();
        for (Fact payment : settled) {
            if (payment.log() == 0) {
                continue;
            }
            Fact version = null;
            for (Fact rate : settled) {
                if (rate.log() == 0
                        && rate.key().equals(payment.key())
                        && rate.time() <= payment.time()) {
                    version = rate;
                }
            }
            Long amount = payment.value().amount();
            boolean drops = version == null && unmatched == Unmatched.DROP;
            boolean fails = version == null && unmatched == Unmatched.REFUSE;
            if (fails || (!drops && amount == null)) {
                refused++;
                refuse(payment);
            } else if (!drops && amount != null) {
                String text = amount + "*" + (version == null ? "" : version.value().amount());
                given.add(new Given(payment, 0, text, Math.floorMod(amount, 3L)));
            }
        }
        return given;
    }

    /** Tries every two events, and then looks for those that met none. */
    private static List<Given> withinInterval(List<Fact> facts, IntervalTold join) {
        List<Given> given = new ArrayList<>();
        Set<Fact> met = new HashSet<>();
        for (Fact later : facts) {
            long number = 0;
            for (Fact earlier : facts.subList(0, facts.indexOf(later))) {
                Fact left = later.log() == 0 ? later : earlier;
                Fact right = later.log() == 0 ? earlier : later;
                boolean isPair = left.log() == 0 && right.log() == 1 && sameKey(left, right);
                if (isPair
                        && right.time() >= left.time() + join.lower()
                        && right.time() <= left.time() + join.upper()) {
                    String text = amount(left) + "~" + amount(right);
                    given.add(Given.told(later, number++, later.time(), text));
                    met.add(left);
                    met.add(right);
                }
            }
        }
        for (Fact fact : facts) {
            boolean isLeft = fact.log() == 0;
            if (!met.contains(fact) && keeps(join.kind(), isLeft)) {
                long end = isLeft ? fact.time() + join.upper() : fact.time() - join.lower();
                String text = isLeft ? amount(fact) + "~" : "~" + amount(fact);
                given.add(Given.told(fact, 0, Math.max(fact.time(), end), text));
            }
        }
        return given;
    }

    /** For each event, lists its windows, and who else is in them. */
    private static List<Given> inWindows(List<Fact> facts, WindowTold join) {
        List<Given> given = new ArrayList<>();
        for (Fact fact : facts) {
            long number = 0;
            long ordinal = 0;
            boolean isLeft = fact.log() == 0;
            for (NaiveWindows.Window window : join.naive().windowsOf(fact.time())) {
                ordinal++;
                String in = "@" + window.start() + "-" + window.end();
                boolean alone = true;
                boolean earlier = true;
                for (Fact other : facts) {
                    earlier &= !other.equals(fact);
                    if (other.log() != fact.log()
                            && sameKey(other, fact)
                            && window.holds(other.time())) {
                        alone = false;
                        if (earlier) {
                            String text =
                                    isLeft
                                            ? amount(fact) + "~" + amount(other)
                                            : amount(other) + "~" + amount(fact);
                            given.add(Given.told(fact, number++, fact.time(), text + in));
                        }
                    }
                }
                if (alone && keeps(join.kind(), isLeft)) {
                    String text = isLeft ? amount(fact) + "~" : "~" + amount(fact);
                    given.add(Given.told(fact, 65_536 - ordinal, window.end() - 1, text + in));
                }
            }
        }
        return given;
    }

    private static boolean sameKey(Fact one, Fact other) {
        return one.key().equals(other.key());
    }

    private static boolean keeps(JoinKind kind, boolean isLeft) {
        return kind == JoinKind.OUTER || (kind == JoinKind.LEFT && isLeft);
    }

    private static String amount(Fact fact) {
        return String.valueOf(fact.value().amount());
    }

    private List<Given> hashed(List<Fact> settled, long ttl) {
        List<Given> given = new ArrayList<>();
        Map<String, Long> hashes = new HashMap<>();
        Map<String, Long> times = new HashMap<>();
        for (Fact fact : settled) {
            Long last = times.get(fact.key());
            if (last != null && ttl > 0 && fact.time() - last >= ttl) {
                hashes.remove(fact.key());
            }
            Long amount = fact.value().amount();
            if (amount == null) {
                refused++;
                refuse(fact);
                continue;
            }
            long before = hashes.getOrDefault(fact.key(), 17L);
            long hash = before * 31 + 7L * fact.log() + amount;
            for (int i = 0; i < ((amount % 3) + 3) % 3; i++) {
                long next = (((hash + i) % 3) + 3) % 3;
                given.add(new Given(fact, i, before + ">" + hash + "#" + i, next));
            }
            hashes.put(fact.key(), hash);
            times.put(fact.key(), fact.time());
        }
        return given;
    }

    /** Results are in order already, as facts are. */
    private List<Given> chained(List<Given> first) {
        List<Given> given = new ArrayList<>();
        Map<Long, Long> seen = new HashMap<>();
        for (Given result : first) {
            if (Math.floorMod(result.text().hashCode(), 7) == 0) {
                refuse(result.fact());
                continue;
            }
            long count = seen.merge(result.next(), 1L, Long::sum) - 1;
            given.add(
                    new Given(
                            result.fact(),
                            result.number() * 65_536,
                            result.time(),
                            count + ":" + result.text(),
                            count));
        }
        return given;
    }

    private static String line(Given row) {
        return String.join(
                ",",
                OrderCase.NAMES.get(row.fact().log()),
                "1",
                String.valueOf(row.fact().partition()),
                String.valueOf(row.fact().offset()),
                String.valueOf(row.number()),
                Instant.ofEpochMilli(row.time()).toString(),
                row.text());
    }
}
